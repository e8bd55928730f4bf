import type { Knowledge } from './deciding.ts'
import type { UsableBroker } from '../metadata/placement.ts'

/** Brokers that may be given replicas: all that are not on their way out (BrokerHeartbeatManager.usableBrokers). */
export const usableBrokers = ({ image, heartbeats }: Knowledge): UsableBroker[] => [...image.brokers.values()]
  .filter(({ id }) => (heartbeats.get(id)?.shutdownOffset ?? -1) < 0)
  .map(({ id, rack, fenced }) => ({ id, rack, fenced }))
  .sort((a, b) => a.id - b.id)
