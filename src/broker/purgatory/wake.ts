import type { Broker } from '../context.ts'
import { onGroupsHighWatermark } from '../groups/writes.ts'
import type { Partition } from '../replica/partition.ts'
import { tryCompleteDeleteRecords } from './delayed-delete-records.ts'
import { tryCompleteFetch } from './delayed-fetch.ts'
import { tryCompleteProduce } from './delayed-produce.ts'

/** Completes what waited for this partition to move as it did. */
export function wake(broker: Broker, partition: Partition): void {
  const { id, moved } = partition
  partition.moved = null
  if (moved === 'highWatermark') {
    tryCompleteProduce(broker, id)
    tryCompleteDeleteRecords(broker, id)
    onGroupsHighWatermark(broker, id)
  }
  tryCompleteFetch(broker, id)
}
