import type { ClusterView } from '../../world/view.ts'
import type { Zoom } from '../desk.ts'

/** From a fleet to one partition's records. */
export const LEVELS: readonly Zoom[] = ['fleet', 'brokers', 'partitions', 'records']

/** More than this nobody can tell apart as rows and jars: the map shows them all, other levels a part. */
export const MANY = { brokers: 24, partitions: 120 } as const

/** Up to here every record has a cell of its own. */
const SHORT_LOG = 60

/** How much there is to see; topics of Kafka's own only where they are shown. */
export const sizeOf = ({ metadata }: ClusterView, internal: boolean): { brokers: number; partitions: number } => ({
  brokers: Object.keys(metadata.brokers).length,
  partitions: Object.values(metadata.topics).reduce((sum, topic) => internal || !topic.internal ? sum + topic.partitions.length : sum, 0),
})

export const isFleet = (view: ClusterView, internal: boolean): boolean => {
  const size = sizeOf(view, internal)
  return size.brokers > MANY.brokers || size.partitions > MANY.partitions
}

/** The level that is shown: the one chosen, else the one that shows most. */
export const zoomShown = (chosen: Zoom | null, view: ClusterView, internal: boolean): Zoom => {
  if (chosen) return chosen
  if (isFleet(view, internal)) return 'fleet'
  return isOneLog(view, internal) ? 'records' : 'partitions'
}

/** One partition alone is best seen log by log, unless long logs would keep the brokers out of sight that have none. */
const isOneLog = (view: ClusterView, internal: boolean): boolean => {
  const topics = Object.entries(view.metadata.topics).filter(([, topic]) => internal || !topic.internal)
  const [name, only] = topics[0] ?? []
  if (topics.length !== 1 || only?.partitions.length !== 1) return false
  const isShort = Object.values(view.replicas[`${name}-0`] ?? {}).every(log => log.end - log.start <= SHORT_LOG)
  return isShort || only.partitions[0]!.replicas.length === Object.keys(view.metadata.brokers).length
}
