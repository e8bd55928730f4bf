import { brokers, ignored, noTls, noTransactions, type Options } from './option.ts'

/*
 * kafkajs 2.2.4: its options and where its defaults differ from Java's. Source: its `src/index.js`, `src/producer`, `src/consumer`.
 */

const retry = ignored

export const kafka: Options = {
  brokers: { java: 'bootstrap.servers', value: brokers },
  clientId: { java: 'client.id', standard: 'kafkajs' },
  requestTimeout: { java: 'request.timeout.ms', standard: '30000' },
  connectionTimeout: { java: 'socket.connection.setup.timeout.ms', standard: '1000' },
  ssl: noTls, sasl: noTls, retry, logLevel: ignored, logCreator: ignored, enforceRequestTimeout: ignored, authenticationTimeout: ignored,
}

export const producer: Options = {
  idempotent: { java: 'enable.idempotence', standard: 'false' },
  maxInFlightRequests: { java: 'max.in.flight.requests.per.connection' },
  metadataMaxAge: { java: 'metadata.max.age.ms', standard: '300000' },
  allowAutoTopicCreation: ignored, createPartitioner: ignored, retry, transactionalId: noTransactions, transactionTimeout: noTransactions,
  /** Every `send` goes out at once: kafkajs has no accumulator. */
  linger: { java: 'linger.ms', standard: '0', fixed: true },
}

export const consumer: Options = {
  groupId: { java: 'group.id' },
  sessionTimeout: { java: 'session.timeout.ms', standard: '30000' },
  rebalanceTimeout: { java: 'max.poll.interval.ms', standard: '60000' },
  heartbeatInterval: { java: 'heartbeat.interval.ms', standard: '3000' },
  metadataMaxAge: { java: 'metadata.max.age.ms', standard: '300000' },
  allowAutoTopicCreation: { java: 'allow.auto.create.topics', standard: 'true' },
  maxBytesPerPartition: { java: 'max.partition.fetch.bytes', standard: '1048576' },
  minBytes: { java: 'fetch.min.bytes', standard: '1' },
  maxBytes: { java: 'fetch.max.bytes', standard: '10485760' },
  maxWaitTimeInMs: { java: 'fetch.max.wait.ms', standard: '5000' },
  partitionAssigners: ignored, retry, maxInFlightRequests: ignored, rackId: { java: 'client.rack' },
  readUncommitted: { java: 'isolation.level', standard: 'read_committed', value: given => given ? 'read_uncommitted' : 'read_committed' },
  assignor: { java: 'partition.assignment.strategy', standard: 'roundrobin', fixed: true },
}

/** `run` and `subscribe`: kafkajs commits after each batch, unless told an interval. */
export const run = { autoCommit: true, autoCommitIntervalMs: null as number | null, fromBeginning: false } as const
export const defaultAcks = 'all'
