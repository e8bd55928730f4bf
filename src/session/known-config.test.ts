import { expect, test } from 'vitest'
import { dialectOf, knownName, knownOption, knownProperty, type Known } from './known-config.ts'

/** `producer acks: all, here 1`. */
const told = (known: Known | null) => known?.is === 'configs'
  ? known.configs.map(({ name, of, standard, own }) => `${of} ${name}: ${standard}${own === null ? '' : `, here ${own}`}`) : known

test('an option is the config of Java’s it stands for, with the default of its own package', () => {
  expect(told(knownOption('idempotent', 'kafkajs'))).toEqual(['producer enable.idempotence: true, here false'])
  expect(told(knownOption('sessionTimeout', 'confluent'))).toEqual(['consumer session.timeout.ms: 45000, here 30000'])
  expect(told(knownOption('brokers', 'kafkajs'))).toEqual(['client bootstrap.servers: undefined'])
  expect(told(knownOption('acks', 'kafkajs'))).toEqual(['producer acks: all'])
  expect(told(knownOption('replicationFactor', 'kafkajs'))).toEqual(['broker default.replication.factor: 1'])
})

test('what is understood and left, what is refused, and what is no option', () => {
  expect(knownOption('retry', 'kafkajs')).toEqual({ is: 'ignored' })
  expect(knownOption('ssl', 'kafkajs')).toEqual({ is: 'refused', why: 'is not modelled: listeners are PLAINTEXT' })
  expect(['linger', 'toString', 'key'].map(name => knownOption(name, 'kafkajs'))).toEqual([null, null, null])
})

test('a name between quotes is a topic’s, and librdkafka’s where a script speaks to it', () => {
  expect(told(knownName('min.insync.replicas', 'kafkajs'))).toEqual(['topic min.insync.replicas: 1'])
  expect(told(knownName('compression.type', 'confluent'))).toEqual(['producer compression.type: none', 'topic compression.type: producer'])
  expect(told(knownName('message.max.bytes', 'confluent'))).toEqual(['producer max.request.size: 1048576'])
  expect(told(knownName('num.partitions', 'kafkajs'))).toEqual(['broker num.partitions: 1'])
  expect(knownName('orders', 'kafkajs')).toBe(null)
  expect(told(knownProperty('compression.type'))).toEqual(['broker compression.type: producer'])
  expect(['import { KafkaJS } from \'@confluentinc/kafka-javascript\'', 'import { Kafka } from \'kafkajs\''].map(dialectOf)).toEqual(['confluent', 'kafkajs'])
})
