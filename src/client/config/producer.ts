import type { Compression } from '../../env/codecs.ts'
import { commonKeys } from './common.ts'
import { ConfigException, atLeast, between, booleanKey, intKey, longKey, oneOf, parseConfigs, stringKey, type ConfigInput, type ConfigValues } from './config-def.ts'

/** ProducerConfig.java. Serializers are the caller's: this client takes bytes. */
export const producerKeys = {
  ...commonKeys,
  acks: stringKey('acks', 'all', oneOf('all', '-1', '0', '1')),
  batchSize: intKey('batch.size', '16384', atLeast(0)),
  bufferMemory: longKey('buffer.memory', '33554432', atLeast(0)),
  compressionType: stringKey('compression.type', 'none', oneOf('none', 'gzip', 'snappy', 'lz4', 'zstd')),
  deliveryTimeoutMs: intKey('delivery.timeout.ms', '120000', atLeast(0)),
  enableIdempotence: booleanKey('enable.idempotence', 'true'),
  lingerMs: longKey('linger.ms', '5', atLeast(0)),
  maxBlockMs: longKey('max.block.ms', '60000', atLeast(0)),
  maxInFlightRequests: intKey('max.in.flight.requests.per.connection', '5', atLeast(1)),
  maxRequestSize: intKey('max.request.size', '1048576', atLeast(0)),
  metadataMaxIdleMs: longKey('metadata.max.idle.ms', '300000', atLeast(5000)),
  adaptivePartitioning: booleanKey('partitioner.adaptive.partitioning.enable', 'true'),
  partitionerAvailabilityTimeoutMs: longKey('partitioner.availability.timeout.ms', '0', atLeast(0)),
  partitionerIgnoreKeys: booleanKey('partitioner.ignore.keys', 'false'),
  retries: intKey('retries', '2147483647', between(0, 2_147_483_647)),
}

export interface ProducerConfig extends Omit<ConfigValues<typeof producerKeys>, 'acks' | 'compressionType'> {
  readonly acks: 0 | 1 | -1
  readonly compressionType: Compression
  readonly unused: readonly string[]
}

const IDEMPOTENT_IN_FLIGHT = 5

/** Parses and applies the rules that span configs (ProducerConfig.postProcessParsedConfig, KafkaProducer.configureDeliveryTimeout). */
export function parseProducerConfig(input: ConfigInput): ProducerConfig {
  const { values, given, unused } = parseConfigs(producerKeys, input)
  const acks = values.acks === 'all' ? -1 : Number(values.acks) as 0 | 1 | -1
  return {
    ...values, acks, unused,
    compressionType: values.compressionType as Compression,
    enableIdempotence: idempotence(values, acks, given.has('enable.idempotence')),
    deliveryTimeoutMs: deliveryTimeout(values, given.has('delivery.timeout.ms')),
  }
}

/** On by default, and off without a word when acks or retries forbid it; an explicit wish is refused instead. */
function idempotence(values: ConfigValues<typeof producerKeys>, acks: number, explicit: boolean): boolean {
  if (!values.enableIdempotence) return false
  if (explicit && values.retries === 0) throw new ConfigException('Must set retries to non-zero when using the idempotent producer.')
  if (explicit && acks !== -1) {
    throw new ConfigException('Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.')
  }
  if (values.retries === 0 || acks !== -1) return false
  if (values.maxInFlightRequests > IDEMPOTENT_IN_FLIGHT) {
    throw new ConfigException('Must set max.in.flight.requests.per.connection to at most 5 to use the idempotent producer.')
  }
  return true
}

function deliveryTimeout(values: ConfigValues<typeof producerKeys>, explicit: boolean): number {
  const least = Math.min(values.lingerMs + values.requestTimeoutMs, 2_147_483_647)
  if (values.deliveryTimeoutMs >= least) return values.deliveryTimeoutMs
  if (explicit) throw new ConfigException('delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms')
  return least
}
