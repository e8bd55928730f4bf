import type { PartitionId } from '../env/domain-event.ts'
import type { Plain } from '../env/process.ts'
import type { Broker } from './context.ts'
import { copyPlain } from './copy.ts'
import { reopenLog } from './replica/logs.ts'
import { readSettings } from './settings.ts'
import type { PartitionState } from './replica/partition.ts'

/** A broker's state as plain data. Logs save themselves; the views are made anew. */
interface Saved {
  partitions: { state: PartitionState; log: Plain }[]
  found: { id: PartitionId; topicId: string | null; log: Plain }[]
  network: Plain
  rest: Rest
}
type Rest = Pick<Broker, (typeof PLAIN_PARTS)[number]> & { directory: Omit<Broker['logDirectory'], 'found'> }

const PLAIN_PARTS = [
  'fetchers', 'alterPartitions', 'assignments', 'throttle', 'delayedProduce', 'delayedFetch', 'delayedDeleteRecords', 'fetchSessions', 'producerIds', 'topicCreations',
  'groups',
] as const

export function saveBroker(broker: Broker): Plain {
  const { found, ...directory } = broker.logDirectory
  const parts = Object.fromEntries(PLAIN_PARTS.map(part => [part, copyPlain(broker[part])])) as unknown as Omit<Rest, 'directory'>
  return {
    partitions: [...broker.partitions.values()].map(({ log, view: _, moved: __, ...state }) => ({ state: copyPlain<PartitionState>(state), log: log.save() })),
    found: [...found].map(([id, { topicId, log }]) => ({ id, topicId, log: log.save() })),
    network: broker.network.save(),
    rest: { ...parts, directory: copyPlain(directory) },
  } satisfies Saved
}

export function loadBroker(broker: Broker, state: Plain): void {
  const saved = state as Saved
  for (const { state: partition, log } of saved.partitions) {
    broker.partitions.set(partition.id, { ...copyPlain(partition), log: reopenLog(broker, log), view: null, moved: null })
  }
  for (const { id, topicId, log } of saved.found) broker.logDirectory.found.set(id, { topicId, log: reopenLog(broker, log) })
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
