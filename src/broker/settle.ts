import type { Broker } from './context.ts'

/**
 * Wakes what waited for the partitions that moved (the broker's action queue: after an event's own work, never in the middle of
 * it). Waking may move others in turn.
 */
export function settle(broker: Broker): void {
  while (broker.moved.length > 0) {
    const partitions = broker.moved
    broker.moved = []
    for (const partition of partitions) broker.node.forClients().wake(broker, partition)
  }
}
