import type { PartitionId } from '../env/domain-event.ts'
import type { Plain } from '../env/process.ts'
import type { Broker } from './context.ts'
import { copyPlain } from './copy.ts'
import { reopenLog } from './replica/logs.ts'
import { readSettings } from './settings.ts'
import type { FoundLog } from './replica/log-directory.ts'
import type { Future, PartitionState } from './replica/partition.ts'

/** A broker's state as plain data. Logs save themselves; the views are made anew. */
interface Saved {
  partitions: { state: PartitionState; log: Plain; future: SavedFuture | null }[]
  found: SavedLog[]
  futures: SavedLog[]
  network: Plain
  rest: Rest
}
interface SavedLog { id: PartitionId; topicId: string | null; log: Plain }
type SavedFuture = Omit<Future, 'log'> & { log: Plain }
type Rest = Pick<Broker, (typeof PLAIN_PARTS)[number]> & { directory: Omit<Broker['logDirectory'], 'found' | 'futures'> }

const PLAIN_PARTS = [
  'fetchers', 'alterPartitions', 'assignments', 'throttle', 'delayedProduce', 'delayedFetch', 'delayedDeleteRecords', 'fetchSessions', 'producerIds', 'topicCreations',
  'groups',
] as const

export function saveBroker(broker: Broker): Plain {
  const { found, futures, ...directory } = broker.logDirectory
  const parts = Object.fromEntries(PLAIN_PARTS.map(part => [part, copyPlain(broker[part])])) as unknown as Omit<Rest, 'directory'>
  return {
    partitions: [...broker.partitions.values()].map(({ log, future, view: _, moved: __, ...state }) =>
      ({ state: copyPlain<PartitionState>(state), log: log.save(), future: future && { ...future, log: future.log.save() } })),
    found: savedLogs(found),
    futures: savedLogs(futures),
    network: broker.network.save(),
    rest: { ...parts, directory: copyPlain(directory) },
  } satisfies Saved
}

const savedLogs = (logs: ReadonlyMap<PartitionId, FoundLog>): SavedLog[] => [...logs].map(([id, { topicId, log }]) => ({ id, topicId, log: log.save() }))

export function loadBroker(broker: Broker, state: Plain): void {
  const saved = state as Saved
  for (const { state: partition, log, future } of saved.partitions) {
    const reopened = future && { ...future, log: reopenLog(broker, future.log) }
    broker.partitions.set(partition.id, { ...copyPlain(partition), log: reopenLog(broker, log), future: reopened, view: null, moved: null })
  }
  for (const kind of ['found', 'futures'] as const) {
    for (const { id, topicId, log } of saved[kind]) broker.logDirectory[kind].set(id, { topicId, log: reopenLog(broker, log) })
  }
  broker.network.load(saved.network)
  restore(broker, saved.rest)
  broker.settings = readSettings(broker.node.configs.broker())
}

/** Fills the parts in place: functions of the broker hold on to the object, never to its parts. */
function restore(broker: Broker, rest: Rest): void {
  const { directory, ...parts } = copyPlain(rest)
  Object.assign(broker, parts)
  Object.assign(broker.logDirectory, directory)
  for (const shard of broker.groups.shards.values()) for (const group of shard.groups.values()) group.view = null
}
