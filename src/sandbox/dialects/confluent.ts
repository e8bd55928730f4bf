import { acks, brokers, ignored, noTls, noTransactions, type JavaConfig, type Options } from './option.ts'

/*
 * @confluentinc/kafka-javascript 1.10: options under `kafkaJS`, librdkafka's names beside them, and its defaults where they
 * differ from Java's. Source: its MIGRATION.md, `lib/kafkajs/_producer.js`, `_consumer.js`; librdkafka's CONFIGURATION.md.
 */

const retry = ignored

export const kafka: Options = {
  brokers: { java: 'bootstrap.servers', value: brokers },
  clientId: { java: 'client.id', standard: 'rdkafka' },
  requestTimeout: { java: 'request.timeout.ms', standard: '30000' },
  connectionTimeout: { java: 'socket.connection.setup.timeout.ms' },
  ssl: noTls, sasl: noTls, retry, logLevel: ignored, logger: ignored, enforceRequestTimeout: ignored, authenticationTimeout: ignored,
}

export const producer: Options = {
  acks: { java: 'acks', standard: 'all', value: acks },
  idempotent: { java: 'enable.idempotence', standard: 'false' },
  maxInFlightRequests: { java: 'max.in.flight.requests.per.connection' },
  metadataMaxAge: { java: 'metadata.max.age.ms', standard: '300000' },
  timeout: { java: 'request.timeout.ms' },
  compression: { java: 'compression.type', standard: 'none' },
  linger: { java: 'linger.ms', standard: '5', fixed: true },
  allowAutoTopicCreation: ignored, retry, logLevel: ignored, logger: ignored, transactionalId: noTransactions, transactionTimeout: noTransactions,
}

export const consumer: Options = {
  groupId: { java: 'group.id' },
  fromBeginning: { java: 'auto.offset.reset', standard: 'latest', value: given => given ? 'earliest' : 'latest' },
  autoCommit: { java: 'enable.auto.commit', standard: 'true' },
  autoCommitInterval: { java: 'auto.commit.interval.ms', standard: '5000' },
  sessionTimeout: { java: 'session.timeout.ms', standard: '30000' },
  rebalanceTimeout: { java: 'max.poll.interval.ms', standard: '300000' },
  heartbeatInterval: { java: 'heartbeat.interval.ms', standard: '3000' },
  metadataMaxAge: { java: 'metadata.max.age.ms', standard: '300000' },
  allowAutoTopicCreation: { java: 'allow.auto.create.topics', standard: 'false' },
  maxBytesPerPartition: { java: 'max.partition.fetch.bytes', standard: '1048576' },
  minBytes: { java: 'fetch.min.bytes', standard: '1' },
  maxBytes: { java: 'fetch.max.bytes', standard: '10485760' },
  maxWaitTimeInMs: { java: 'fetch.max.wait.ms', standard: '500' },
  partitionAssigners: { java: 'partition.assignment.strategy', standard: 'roundrobin', value: given => Array.isArray(given) ? given.join(',') : String(given) },
  partitionAssignors: { java: 'partition.assignment.strategy', value: given => Array.isArray(given) ? given.join(',') : String(given) },
  readUncommitted: { java: 'isolation.level', standard: 'read_committed', value: given => given ? 'read_uncommitted' : 'read_committed' },
  rackId: { java: 'client.rack' }, retry, logLevel: ignored, logger: ignored,
}

/** librdkafka's own names that stand beside `kafkaJS`; most are Java's too. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'metadata.broker.list': 'bootstrap.servers', 'fetch.wait.max.ms': 'fetch.max.wait.ms', 'message.timeout.ms': 'delivery.timeout.ms', 'message.max.bytes': 'max.request.size' }

export const javaName = (name: string): string => Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name]! : name

export const beside = (given: Readonly<Record<string, unknown>>): JavaConfig =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'kafkaJS').map(([name, value]) => [javaName(name), String(value)]))
