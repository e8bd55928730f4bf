/** The feature levels of Apache Kafka 4.3 that a new cluster begins with, and the ranges a node supports. */
export const features: readonly { readonly name: string; readonly min: number; readonly max: number; readonly initial: number }[] = [
  { name: 'metadata.version', min: 7, max: 30, initial: 30 },
  { name: 'eligible.leader.replicas.version', min: 0, max: 1, initial: 1 },
  { name: 'group.version', min: 0, max: 1, initial: 1 },
  { name: 'share.version', min: 0, max: 1, initial: 1 },
  { name: 'streams.version', min: 0, max: 1, initial: 1 },
  { name: 'transaction.version', min: 0, max: 2, initial: 2 },
]
