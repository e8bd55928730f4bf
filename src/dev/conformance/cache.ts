import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Where fetched things stay, out of the repository; a name says which version it is. */
const cache = join(root, 'node_modules', '.cache', 'conformance')

/** A folder of the cache, made by `make` when it is not there; half a folder never stays. */
export async function cached(name: string, make: (dir: string) => Promise<void>): Promise<string> {
  const dir = join(cache, name)
  if (existsSync(dir)) return dir
  const unfinished = `${dir}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  await make(unfinished)
  renameSync(unfinished, dir)
  return dir
}

/** A folder that goes when `use` is done with it. */
export async function inTempFolder<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'terrarium-conformance-'))
  try {
    return await use(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
