import { parse } from 'acorn'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const SCRIPT_TAG = /<script[^>]* src="\.\/([^"]+)"/g
/** As the bundler writes `new Worker(new URL('./worker.ts', import.meta.url))`. */
const NEW_WORKER = /new Worker\((?:new URL\()*[`"']([^`"']+)/g

/**
 * All the first view of a built page takes, by path: its scripts, all they import statically, the workers those start, and all these
 * import. What they fetch later is not among it; `e2e/first-load.spec.ts` sees the page come alive without that.
 */
export async function loadedAtOnce(dist: string): Promise<Map<string, string>> {
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

/** In kB, each script by itself as a server would send it. */
export const gzipped = (scripts: Iterable<string>): number => [...scripts].reduce((sum, code) => sum + gzipSync(code).length, 0) / 1_000

const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!)

const importsOf = (code: string): string[] => parse(code, { sourceType: 'module', ecmaVersion: 'latest' }).body
  .flatMap(node => ('source' in node && node.source ? [String(node.source.value)] : []))
