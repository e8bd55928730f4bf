import { DATASETS_MODULE } from '../turn.ts'
import { Consumer, makeAdmin, Producer, type Dialect } from './clients.ts'
import { vegaDatasets } from './datasets.ts'

/*
 * What a script may import. Two modules, two dialects, one core; and public data to send.
 */

type Options = Record<string, unknown>

class KafkaJs {
  readonly #dialect: Dialect
  constructor(options: Options = {}) { this.#dialect = { name: 'kafkajs', kafka: options } }
  producer(options: Options = {}) { return new Producer(this.#dialect, options) }
  consumer(options: Options = {}) { return new Consumer(this.#dialect, options) }
  admin(options: Options = {}) { return makeAdmin(this.#dialect, options) }
}

/** KafkaJS-shaped: options stand under `kafkaJS`, librdkafka's own names beside it. */
class ConfluentKafka {
  readonly #dialect: Dialect
  constructor(options: Options = {}) { this.#dialect = { name: 'confluent', kafka: options } }
  producer(options: Options = {}) { return new Producer(this.#dialect, options) }
  consumer(options: Options = {}) { return new Consumer(this.#dialect, options) }
  admin(options: Options = {}) { return makeAdmin(this.#dialect, options) }
}

const CompressionTypes = { None: 0, GZIP: 1, Snappy: 2, LZ4: 3, ZSTD: 4 }
const codecNames = { None: 'none', GZIP: 'gzip', Snappy: 'snappy', LZ4: 'lz4', ZSTD: 'zstd' }
const logLevel = { NOTHING: 0, ERROR: 1, WARN: 2, INFO: 4, DEBUG: 5 }
const named = (name: string) => Object.assign(() => ({ partitioner: name }), { displayName: name })
const Partitioners = { DefaultPartitioner: named('DefaultPartitioner'), LegacyPartitioner: named('LegacyPartitioner'), JavaCompatiblePartitioner: named('JavaCompatiblePartitioner') }
const PartitionAssigners = { roundRobin: 'roundRobin' }
const confluentAssigners = { roundRobin: 'roundrobin', range: 'range', cooperativeSticky: 'cooperative-sticky' }

const kafkajs = { Kafka: KafkaJs, CompressionTypes, logLevel, Partitioners, PartitionAssigners }
const KafkaJS = { Kafka: ConfluentKafka, CompressionTypes: codecNames, logLevel, PartitionAssigners: confluentAssigners, PartitionAssignors: confluentAssigners }

const modules: Readonly<Record<string, object>> = {
  kafkajs: { ...kafkajs, default: kafkajs },
  '@confluentinc/kafka-javascript': { KafkaJS, default: { KafkaJS } },
  [DATASETS_MODULE]: { default: vegaDatasets },
}
export const moduleNames = Object.keys(modules)

export function lookUp(name: string): object {
  const found = Object.prototype.hasOwnProperty.call(modules, name) ? modules[name] : undefined
  if (!found) throw new Error(`Cannot find module '${name}'. A script here may import ${moduleNames.map(each => `'${each}'`).join(', ')}.`)
  return found
}
