import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

/** The engine's measurements, bundled. */
export async function bundledEngine(): Promise<typeof import('./engine.ts')> {
  const outDir = await mkdtemp(join(tmpdir(), 'terrarium-bench-'))
  try {
    await build({
      root, configFile: false, publicDir: false, logLevel: 'error', ssr: { noExternal: true },
      build: { ssr: 'engine.ts', outDir, target: 'es2023', rolldownOptions: { output: { entryFileNames: 'engine.mjs' } } },
    })
    return await import(pathToFileURL(join(outDir, 'engine.mjs')).href) as typeof import('./engine.ts')
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}
