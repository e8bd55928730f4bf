import { parse } from 'acorn'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Row } from './figure.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What the page and its engine's worker load before a lesson's text, an editor or a script is opened. */
export async function firstLoad(): Promise<Row[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'terrarium-dist-'))
  try {
    await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } })
    const scripts = await loadedAtOnce(outDir)
    const value = [...scripts.values()].reduce((sum, code) => sum + gzipSync(code).length, 0) / 1_000
    return [{ figure: 'first-load JS, gzipped', value, unit: 'kB', aim: 250, minimum: 250, better: 'less' }]
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

const SCRIPT_TAG = /<script[^>]* src="\.\/([^"]+)"/g
/** As the bundler writes `new Worker(new URL('./worker.ts', import.meta.url))`. */
const NEW_WORKER = /new Worker\((?:new URL\()*[`"']([^`"']+)/g

/** The page's scripts by path, all they import statically, the workers those start, and all these import. */
async function loadedAtOnce(dist: string): Promise<Map<string, string>> {
  const loaded = new Map<string, string>()
  const load = async (file: string, startsWorkers: boolean): Promise<void> => {
    if (loaded.has(file)) return
    const code = await readFile(join(dist, file), 'utf8')
    loaded.set(file, code)
    const workers = startsWorkers ? namesIn(code, NEW_WORKER) : []
    for (const name of importsOf(code)) await load(join(dirname(file), name), startsWorkers)
    for (const name of workers) await load(join(dirname(file), name), false)
  }
  for (const script of namesIn(await readFile(join(dist, 'index.html'), 'utf8'), SCRIPT_TAG)) await load(script, true)
  return loaded
}

const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!)

const importsOf = (code: string): string[] => parse(code, { sourceType: 'module', ecmaVersion: 'latest' }).body
  .flatMap(node => ('source' in node && node.source ? [String(node.source.value)] : []))
