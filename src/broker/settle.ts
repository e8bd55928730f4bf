import type { Broker } from './context.ts'
import { onGroupsHighWatermark } from './groups/writes.ts'
import { tryCompleteDeleteRecords } from './purgatory/delayed-delete-records.ts'
import { tryCompleteFetch } from './purgatory/delayed-fetch.ts'
import { tryCompleteProduce } from './purgatory/delayed-produce.ts'
import type { Partition } from './replica/partition.ts'

/**
 * Wakes what waited for the partitions that moved (the broker's action queue: after an event's own work, never in the middle of
 * it). Waking may move others in turn.
 */
export function settle(broker: Broker): void {
  while (broker.moved.length > 0) {
    const partitions = broker.moved
    broker.moved = []
    for (const partition of partitions) wake(broker, partition)
  }
}

function wake(broker: Broker, partition: Partition): void {
  const { id, moved } = partition
  partition.moved = null
  if (moved === 'highWatermark') {
    tryCompleteProduce(broker, id)
    tryCompleteDeleteRecords(broker, id)
    onGroupsHighWatermark(broker, id)
  }
  tryCompleteFetch(broker, id)
}
