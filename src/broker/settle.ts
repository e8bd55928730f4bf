import type { Broker } from './context.ts'
import { onGroupsHighWatermark } from './groups/writes.ts'
import { tryCompleteDeleteRecords } from './purgatory/delayed-delete-records.ts'
import { tryCompleteFetch } from './purgatory/delayed-fetch.ts'
import { tryCompleteProduce } from './purgatory/delayed-produce.ts'

/**
 * Wakes what waited for the partitions that moved (the broker's action queue: after an event's own work, never in the middle of
 * it). Waking may move others in turn.
 */
export function settle(broker: Broker): void {
  while (broker.moved.size > 0) {
    for (const [id, what] of broker.moved) {
      broker.moved.delete(id)
      if (what === 'highWatermark') {
        tryCompleteProduce(broker, id)
        tryCompleteDeleteRecords(broker, id)
        onGroupsHighWatermark(broker, id)
      }
      tryCompleteFetch(broker, id)
    }
  }
}
