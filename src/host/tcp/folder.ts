import { FolderStore } from '../../storage/folder.ts'
import type { WorldStore } from '../../storage/store.ts'
import type { WorldOptions } from '../../world/world.ts'
import { diskImages } from '../bring.ts'
import type { RealClock } from '../clock.ts'
import { seedOfLife } from '../facts.ts'
import { Keeper } from '../keeper.ts'
import type { WorldLike } from '../world-like.ts'

/** What a folder says of the cluster in it. */
export interface Kept {
  readonly brokers: number
  readonly firstId: number
  readonly seed: number
  /** Counts how often it was started. */
  readonly life: number
}

/** What a world needs so that it goes on from its disks. */
export type Beginning = Required<Pick<WorldOptions, 'seed' | 'startAt' | 'disks'>>

export interface Folder {
  readonly beginning: Beginning
  readonly keeper: Keeper
  /** Writes the first moment down: from then on the folder holds this life. */
  begin(world: WorldLike): Promise<void>
  close(): void
}

const WORLD = 'cluster'

/** A folder that holds another cluster than was asked for. */
export class OtherClusterError extends Error {
  constructor(dir: string, { brokers, firstId }: Kept) {
    super(`${dir} holds a cluster of ${brokers} ${brokers === 1 ? 'broker' : 'brokers'} from id ${firstId}: `
      + `start it with --brokers ${brokers} --first-id ${firstId}, or name another folder`)
    this.name = 'OtherClusterError'
  }
}

/**
 * Opens a cluster's folder, or makes it. Its servers come back as after a kill: with their disks, and nothing else.
 * Throws `OtherClusterError`, or a `StorageError`.
 */
export async function openFolder(dir: string, { brokers, firstId, seed }: Omit<Kept, 'life'>, clock: RealClock): Promise<Folder> {
  const store: WorldStore = new FolderStore(dir)
  const { writer, manifest } = await store.open(WORLD)
  const before = manifest?.head.facts as Kept | undefined
  if (before && (before.brokers !== brokers || before.firstId !== firstId)) throw new OtherClusterError(dir, before)
  const kept: Kept = before ? { ...before, life: before.life + 1 } : { brokers, firstId, seed, life: 1 }
  const keeper = new Keeper({
    store, worldId: WORLD, writer, clock, epoch: manifest?.head.epoch ?? 0, begins: manifest ? 'life' : 'world', facts: () => kept,
  })
  const disks = manifest ? await diskImages(manifest, store) : {}
  const beginning = { seed: seedOfLife(kept.seed, kept.life), startAt: manifest?.head.now ?? 0, disks }
  const begin = async (world: WorldLike) => {
    keeper.keep(world, true)
    await keeper.drained()
    if (keeper.problem) throw keeper.problem
  }
  return { beginning, keeper, begin, close: () => store.close() }
}
