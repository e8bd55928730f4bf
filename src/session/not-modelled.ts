/**
 * What this cluster does not do, or does otherwise than Kafka would. The page prints the list, in the words its catalogue
 * has for each id; whoever adds a missing thing takes its line away:
 * a test holds each line against the engine.
 */
export const notModelled = [
  { id: 'transactions' },
  { id: 'consumer-protocol' },
  { id: 'share-groups' },
  { id: 'security' },
  { id: 'quotas' },
  { id: 'log-dirs' },
  { id: 'compaction' },
  { id: 'tiered-storage' },
  { id: 'quorum' },
  { id: 'metadata-snapshots' },
  { id: 'configs' },
  { id: 'metrics' },
  { id: 'jvm' },
  { id: 'hardware' },
  { id: 'packets' },
  { id: 'compression' },
  { id: 'zookeeper' },
  { id: 'ecosystem' },
] as const

export type NotModelledId = typeof notModelled[number]['id']
