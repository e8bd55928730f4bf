import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import type { Figure } from './engine.ts'
import type { Row } from './figure.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
/** Below the project's packages, so that what is bundled there still finds the peers it is compared with. */
const scratch = fileURLToPath(new URL('../../../node_modules/.terrarium', import.meta.url))

/**
 * Measures the bundled engine, each figure in a process of its own: what one figure's work taught the compiler (kafkajs' Buffers, above
 * all) would halve the next one's speed, and no page has done that work.
 */
export async function measured(figures: readonly Figure[]): Promise<Row[]> {
  await mkdir(scratch, { recursive: true })
  const outDir = await mkdtemp(join(scratch, 'bench-'))
  try {
    await build({
      root: here, configFile: false, publicDir: false, logLevel: 'error', ssr: { noExternal: true, external: ['kafkajs'] },
      build: { ssr: 'engine.ts', outDir, target: 'es2023', rolldownOptions: { output: { entryFileNames: 'engine.mjs' } } },
    })
    const rows: Row[] = []
    for (const figure of figures) rows.push(...await inOwnProcess(join(outDir, 'engine.mjs'), figure))
    return rows
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

async function inOwnProcess(engine: string, figure: Figure): Promise<Row[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [engine, figure])
  return JSON.parse(stdout) as Row[]
}
