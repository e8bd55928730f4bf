import { MachineDisk } from '../world/disk.ts'
import { PROFILES } from '../world/profiles.ts'
import type { Epoch, Head, Manifest, Opened, WorldStore } from './store.ts'
import { FORMAT } from './store.ts'

export type Operation =
  | { do: 'append' | 'write'; file: number; bytes: Uint8Array }
  | { do: 'truncate'; file: number; size: number }
  | { do: 'rename'; file: number; to: number }
  | { do: 'remove' | 'flush'; file: number }
  | { do: 'flip'; file: number; at: number }
  | { do: 'powerCut' }

export const headOf = (world: string, epoch: number): Head =>
  ({ world, epoch, format: FORMAT, engine: 'test', seed: 's', now: epoch, logLength: epoch, savedAt: 0, facts: null })

/** One real disk of the world, driven by hand and committed to a store; remembers what was committed last. */
export class DiskRun {
  committed: Record<string, number[]> | null = null
  readonly #disk: MachineDisk
  readonly #writer: number
  readonly #world: string
  #epoch: number
  #flushed: unknown = null

  constructor({ writer, manifest }: Opened, world = 'free') {
    this.#disk = new MachineDisk({ now: () => 0, later: (_at, is, _pid, body) => { if (is === 'flushed') this.#flushed = body } }, PROFILES['zero']!.disk, 1e9)
    this.#writer = writer
    this.#world = world
    this.#epoch = manifest?.head.epoch ?? 0
  }

  static async resume(store: WorldStore, opened: Opened): Promise<DiskRun> {
    const run = new DiskRun(opened)
    const { files, nextInode } = opened.manifest!.disks[0]!
    const bytes = new Map<number, Uint8Array>()
    for (const inode of Object.values(files).flatMap(file => file.runs.map(each => each.inode))) bytes.set(inode, await store.read('free', 'm1', inode))
    run.#disk.restore({ files, nextInode, read: inode => bytes.get(inode)! })
    return run
  }

  apply(operation: Operation): void {
    if (operation.do === 'powerCut') return this.#disk.powerCut()
    const file = `file-${operation.file}`
    if (operation.do === 'append') return this.#disk.append(file, operation.bytes)
    if (operation.do === 'write') return this.#disk.write(file, operation.bytes)
    if (this.#disk.size(file) < 0) return
    if (operation.do === 'truncate') this.#disk.truncate(file, operation.size)
    else if (operation.do === 'rename') this.#disk.rename(file, `file-${operation.to}`)
    else if (operation.do === 'remove') this.#disk.remove(file)
    else if (operation.do === 'flip') this.#disk.flip(file, operation.at, 0)
    else this.#flush(file)
  }

  #flush(file: string): void {
    this.#disk.flush(1, file, null)
    this.#disk.flushed(this.#flushed)
  }

  pending() {
    return this.#disk.takeChanges('m1')
  }

  async commit(store: WorldStore): Promise<void> {
    const epoch: Epoch = { head: headOf(this.#world, ++this.#epoch), disks: [this.pending()], log: [this.#epoch] }
    const now = Object.fromEntries(this.#disk.list('').map(file => [file, [...this.#disk.read(file, 0, 1e6)]]))
    await store.commit(this.#world, this.#writer, epoch)
    this.committed = now
  }

  async readBack(store: WorldStore, manifest: Manifest | null): Promise<Record<string, number[]> | null> {
    if (!manifest) return null
    const files: Record<string, number[]> = {}
    for (const [name, { runs }] of Object.entries(manifest.disks[0]!.files)) {
      files[name] = []
      for (const run of runs) files[name].push(...(await store.read(this.#world, 'm1', run.inode)).subarray(0, run.bytes))
    }
    return files
  }
}
