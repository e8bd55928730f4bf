import { ensureSize, isWanted, type ForeignFiles } from '../../world/import/folder.ts'
import type { GivenFile } from './drop.ts'

/** Reads what is wanted of them; throws ImportError when that is too much, before any is read. */
export async function readGiven(given: readonly GivenFile[]): Promise<ForeignFiles> {
  const wanted = given.filter(({ path }) => isWanted(path))
  ensureSize(wanted.reduce((sum, { file }) => sum + file.size, 0))
  return Object.fromEntries(await Promise.all(wanted.map(async ({ path, file }) => [path, new Uint8Array(await file.arrayBuffer())] as const)))
}
