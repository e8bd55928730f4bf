import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { EpochStore } from '../../storage/store.ts'
import { StorageError } from '../../storage/store.ts'
import type { DiskImage } from '../../world/disk-journal.ts'
import type { WorldOptions } from '../../world/world.ts'
import type { RealClock } from '../clock.ts'
import { seedOfLife } from '../facts.ts'
import { Keeper } from '../keeper.ts'
import type { WorldLike } from '../world-like.ts'
import { clusterIn, nodeOf, type FoundNode, type KeptCluster } from './found-node.ts'
import { lockFolder } from './folder-lock.ts'
import { LogDir } from './log-dir.ts'

/** What was asked for; what is left out is as the folder has it. */
export interface Asked { readonly brokers: number | null; readonly firstId: number | null; readonly seed: number }

/** What a world needs so that it goes on from its disks. */
export type Beginning = Required<Pick<WorldOptions, 'seed' | 'disks'>>

export interface Folder {
  /** Null: nothing was here yet. */
  readonly cluster: KeptCluster | null
  readonly beginning: Beginning
  readonly keeper: Keeper
  /** Writes the first moment of a cluster down: from then on the folder holds it. */
  begin(world: WorldLike, machines: readonly ServerMachine[]): Promise<void>
  close(): void
}

/** A server of the cluster and the machine it runs on. */
export interface ServerMachine { readonly process: string; readonly machine: string; readonly isController: boolean }

/** A folder that holds another cluster than was asked for. */
export class OtherClusterError extends Error {
  constructor(dir: string, { brokers, firstId }: KeptCluster) {
    super(`${dir} holds a cluster of ${brokers} ${brokers === 1 ? 'broker' : 'brokers'} from id ${firstId}: `
      + `start it with --brokers ${brokers} --first-id ${firstId}, or name another folder`)
    this.name = 'OtherClusterError'
  }
}

/**
 * Opens a cluster's folder, or makes it: one log directory a server in it, as Kafka lays it out (`broker-1/`, `controller-4/`), and nothing
 * else. Directories that Kafka itself wrote may bear any name: `meta.properties` says whose they are.
 *
 * Servers come back as after a kill: with their disks, and nothing else. Throws `OtherClusterError`, `LockedError`, or in words.
 */
export async function openFolder(path: string, asked: Asked, clock: RealClock): Promise<Folder> {
  const dir = resolve(path), unlock = lockFolder(dir)
  try {
    const found = await nodesIn(dir), cluster = clusterIn(dir, found)
    if (cluster && !isAsked(cluster, asked)) throw new OtherClusterError(path, cluster)
    if (cluster && asked.brokers === null) needAllBrokers(path, cluster, found)
    const life = 1 + Math.max(0, ...found.map(({ leaderEpoch }) => leaderEpoch))
    const store = new LogDirs(dir, found)
    const keeper = new Keeper({ store, worldId: dir, writer: 1, clock, epoch: 0, facts: () => null })
    const begin = async (world: WorldLike, machines: readonly ServerMachine[]) => {
      await store.place(machines)
      keeper.keep(world, true)
      await keeper.drained()
      if (keeper.problem) throw keeper.problem
    }
    const disks = Object.fromEntries(found.map(node => [machineOf(node), node.image]))
    return { cluster, beginning: { seed: seedOfLife(asked.seed, life), disks }, keeper, begin, close: unlock }
  } catch (error) {
    unlock()
    throw error
  }
}

const isAsked = (cluster: KeptCluster, { brokers, firstId }: Asked): boolean =>
  (brokers ?? cluster.brokers) === cluster.brokers && (firstId ?? cluster.firstId) === cluster.firstId

/** Who says how many brokers there are may leave some without a disk, as after one was replaced. */
function needAllBrokers(dir: string, { brokers, firstId }: KeptCluster, found: readonly FoundNode[]): void {
  const missing = Array.from({ length: brokers }, (_, i) => firstId + i).find(id => !found.some(({ nodeId }) => nodeId === id))
  if (missing === undefined) return
  throw new Error(`${dir} has no log directory of broker ${missing}: start it with --brokers ${brokers} to give it an empty one`)
}

interface OpenedNode extends FoundNode { readonly dir: LogDir; readonly image: DiskImage }

async function nodesIn(path: string): Promise<OpenedNode[]> {
  const entries = await readdir(path, { withFileTypes: true })
  if (entries.some(({ name }) => name === 'meta.properties')) throw new Error(`${path} is a log directory itself: name the folder it lies in`)
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  const opened = await Promise.all(names.sort().map(async name => ({ name, ...await LogDir.open(join(path, name)) })))
  return opened.flatMap(({ name, dir, image }) => {
    const node = nodeOf(name, image)
    return node ? [{ ...node, dir, image }] : []
  })
}

/** As a topology calls them. */
const machineOf = ({ nodeId, isBroker }: FoundNode): string => isBroker ? `m${nodeId}` : 'c1'

/** The disks of servers, each in its log directory. */
class LogDirs implements EpochStore {
  readonly #path: string
  /** By machine; the controller's is written first, so that no broker has what the metadata log does not. */
  #dirs: ReadonlyMap<string, LogDir>

  constructor(path: string, found: readonly OpenedNode[]) {
    this.#path = path
    this.#dirs = new Map(found.map(node => [machineOf(node), node.dir]))
  }

  /** Gives a directory to every server that has none yet. */
  async place(servers: readonly ServerMachine[]): Promise<void> {
    const controllersFirst = [...servers].sort((a, b) => Number(b.isController) - Number(a.isController))
    this.#dirs = new Map(await Promise.all(controllersFirst.map(async ({ process, machine }) =>
      [machine, this.#dirs.get(machine) ?? (await LogDir.open(join(this.#path, process))).dir] as const)))
  }

  async commit(...[, , { disks }]: Parameters<EpochStore['commit']>): Promise<void> {
    const changes = new Map(disks.map(change => [change.machine, change]))
    try {
      for (const [machine, dir] of this.#dirs) if (changes.has(machine)) dir.apply(changes.get(machine)!)
    } catch (error) {
      throw asStorageError(error)
    }
  }
}

function asStorageError(error: unknown): StorageError {
  const { code, message } = error as NodeJS.ErrnoException
  return new StorageError(code === 'ENOSPC' || code === 'EDQUOT' ? 'quota' : 'failed', message)
}
