import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { loadedAtOnce } from './first-load.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the page into a folder of its own, which is gone afterwards. */
export async function withPage<T>(look: (dist: string) => Promise<T>, plugins: () => Plugin[] = () => []): Promise<T> {
  const outDir = await mkdtemp(join(tmpdir(), 'terrarium-dist-'))
  try {
    await build({ root, logLevel: 'error', plugins: plugins(), worker: { plugins }, build: { outDir, emptyOutDir: true } })
    return await look(outDir)
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}

/** The modules of the first load that weigh most, heaviest first: path and bytes, before they are made small. */
export async function heaviestModules(count: number): Promise<readonly (readonly [path: string, bytes: number])[]> {
  const chunks = new Map<string, ReadonlyMap<string, number>>()
  const weigh: Plugin = {
    name: 'weigh-modules',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunks.set(chunk.fileName, weightsOf(chunk.modules))
    },
  }
  const loaded = await withPage(loadedAtOnce, () => [weigh])
  const modules = [...loaded.keys()].flatMap(file => [...chunks.get(file) ?? []])
  return modules.sort(([, a], [, b]) => b - a).slice(0, count)
}

const weightsOf = (modules: Readonly<Record<string, { renderedLength: number }>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(modules).map(([id, { renderedLength }]) => [relative(root, id), renderedLength]))
