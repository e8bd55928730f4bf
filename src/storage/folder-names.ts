import { link, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import type { DiskChanges, StoredFile } from '../world/disk-journal.ts'
import type { StoredDisk } from './store.ts'

export const inodesPath = (dir: string, generation: number): string => join(dir, `inodes-${generation}`)
export const inodePath = (dir: string, generation: number, machine: string, inode: number): string =>
  join(inodesPath(dir, generation), encodeURIComponent(machine), String(inode))

/**
 * Shows a world's disks under the names Kafka gave its files, as hard links to the inodes, so that `kafka-dump-log` and a person find
 * them. Nothing is ever read back from here. A file that was truncated and written on (several runs) has no name here until it is
 * written anew.
 */
export class FolderNames {
  readonly #dir: string
  #generation = 0
  readonly #linked = new Map<string, number | null>()

  constructor(dir: string) {
    this.#dir = dir
  }

  async begin(generation: number, disks: readonly StoredDisk[]): Promise<void> {
    await rm(join(this.#dir, 'disks'), { recursive: true, force: true })
    this.#generation = generation
    this.#linked.clear()
    await this.apply(disks)
  }

  async apply(disks: readonly Pick<DiskChanges, 'machine' | 'files'>[]): Promise<void> {
    for (const { machine, files } of disks) {
      for (const [name, file] of Object.entries(files)) await this.#show(machine, name, file)
    }
  }

  async #show(machine: string, name: string, file: StoredFile | null): Promise<void> {
    const path = this.#path(machine, name)
    const inode = file && file.runs.length === 1 ? file.runs[0]!.inode : null
    const isEmpty = file?.runs.length === 0
    if (!path || (this.#linked.has(path) && this.#linked.get(path) === inode && inode !== null)) return
    await rm(path, { force: true })
    this.#linked.delete(path)
    if (inode === null && !isEmpty) return
    await mkdir(dirname(path), { recursive: true })
    if (inode === null) await writeFile(path, '')
    else await link(inodePath(this.#dir, this.#generation, machine, inode), path)
    this.#linked.set(path, inode)
  }

  /** Null for a name that would lead out of the machine's folder. */
  #path(machine: string, name: string): string | null {
    const root = join(this.#dir, 'disks', encodeURIComponent(machine))
    const path = normalize(join(root, name))
    return path.startsWith(root + sep) ? path : null
  }
}
