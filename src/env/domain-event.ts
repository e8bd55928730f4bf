import type { Millis } from './units.ts'

/** `orders-4`: how Kafka itself writes a partition of a topic. */
export type PartitionId = `${string}-${number}`
export type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

/** Two inclusive ends. */
export interface Span { from: number; to: number }

/**
 * What processes tell their world, in Kafka's terms. Views, time bar, ledger, invariants and lessons are made of these
 * and of nothing else, so each names the thing that happened where it happened. The world adds when and who.
 */
export type DomainEvent =
  // the log, told by the broker whose log it is
  | { is: 'log.appended'; broker: number; partition: PartitionId; epoch: number; offsets: Span; bytes: number; crc: number
      as: 'leader' | 'follower'; timestamp: Millis }
  | { is: 'log.truncated'; broker: number; partition: PartitionId; from: number; to: number }
  | { is: 'log.startMoved'; broker: number; partition: PartitionId; start: number; why: 'retention' | 'deleteRecords' | 'leader' }
  | { is: 'log.rolled'; broker: number; partition: PartitionId; baseOffset: number }
  | { is: 'log.recovered'; broker: number; partition: PartitionId; start: number; end: number; cutBytes: number }
  | { is: 'log.deleted'; broker: number; partition: PartitionId }
  | { is: 'hw.advanced'; broker: number; partition: PartitionId; epoch: number; hw: number; as: 'leader' | 'follower' }

  // replication and control, told by the active controller as the record is committed, or by the leader that asked
  | { is: 'leader.elected'; partition: PartitionId; leader: number; epoch: number; isr: number[]; from: 'isr' | 'elr' | 'last-known' | 'unclean' | 'new' | 'preferred' }
  | { is: 'leader.none'; partition: PartitionId; epoch: number; isr: number[]; elr: number[] }
  | { is: 'leader.started'; broker: number; partition: PartitionId; epoch: number; end: number; hw: number }
  | { is: 'isr.shrank'; partition: PartitionId; isr: number[]; out: number[]; by: 'leader' | 'controller' }
  | { is: 'isr.grew'; partition: PartitionId; isr: number[]; in: number[] }
  | { is: 'topic.created'; topic: string; topicId: string; partitions: number; replicationFactor: number; replicas?: number[][] }
  | { is: 'topic.deleted'; topic: string }
  | { is: 'partitions.added'; topic: string; partitions: number; /** Of all partitions, by index. */ replicas?: number[][] }
  /** A reassignment began, went on, was cancelled, or (nobody on the way in or out any more) is done. */
  | { is: 'replicas.changed'; partition: PartitionId; replicas: number[]; adding: number[]; removing: number[] }
  | { is: 'config.changed'; resource: string; name: string; value: string | null }
  | { is: 'broker.registered'; broker: number; epoch: number }
  | { is: 'broker.fenced'; broker: number }
  | { is: 'broker.unfenced'; broker: number }
  | { is: 'broker.stopping'; broker: number }
  | { is: 'controller.active'; node: number; epoch: number }

  // groups, told by their coordinator
  | { is: 'group.state'; group: string; state: string; generation: number; members: number; why: string }
  | { is: 'group.assigned'; group: string; generation: number; assignment: { member: string; clientId: string; partitions: PartitionId[] }[] }
  | { is: 'group.committed'; group: string; partition: PartitionId; offset: number; by: 'member' | 'admin' }

  // the way of a record, for the ledger. `sends` number the records of one producer and partition, from 0; `producer` tells the
  // producers of one process apart, also one that was started again.
  | { is: 'producer.sent'; producer: string; partition: PartitionId; sends: Span }
  | { is: 'producer.requested'; producer: string; connection: string; correlation: number; partition: PartitionId; sends: Span }
  | { is: 'produce.appended'; connection: string; correlation: number; broker: number; partition: PartitionId; epoch: number; offsets: Span; duplicate: boolean }
  | { is: 'producer.acknowledged'; producer: string; partition: PartitionId; sends: Span; baseOffset: number; acks: number }
  | { is: 'producer.failed'; producer: string; partition: PartitionId; sends: Span; error: string }
  | { is: 'consumer.delivered'; group: string | null; partition: PartitionId; offsets: Span }
  /** What a member itself begins or ceases to read for its group (ConsumerRebalanceListener). */
  | { is: 'consumer.owns'; group: string; why: 'assigned' | 'revoked' | 'lost'; partitions: PartitionId[] }
  | { is: 'consumer.position'; group: string | null; partition: PartitionId; from: number | null; to: number; why: 'committed' | 'reset' | 'seek' | 'assigned' }

  // what a person reads
  | { is: 'log.line'; level: Level; logger: string; text: string }
  | { is: 'console'; level: 'log' | 'info' | 'warn' | 'error'; text: string; line?: number }
  | { is: 'connection.refused'; connection: string; reason: string }
