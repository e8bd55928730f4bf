import { expect, test } from 'vitest'
import { consumerKeys } from '../../client/config/consumer.ts'
import { producerKeys } from '../../client/config/producer.ts'
import { goldenJson } from '../../testing/golden.ts'
import { words as en } from './words.en.ts'
import { words as ko } from './words.ko.ts'
import { meaningOf, meaningOfClient } from './words.ts'

type Golden = Readonly<Record<'broker' | 'topic' | 'producer' | 'consumer', readonly { readonly name: string }[]>>
const { broker, topic, producer, consumer } = goldenJson<Golden>('configs.json')
const say = (key: keyof typeof en): string => en[key]

test('every meaning is one of a config that Kafka 4.3 has', () => {
  // KIP-73: the two rates are dynamic only, and no config of a server.properties
  const known = new Set([...broker, ...topic].map(({ name }) => name).concat('leader.replication.throttled.rate', 'follower.replication.throttled.rate'))
  expect(Object.keys(en).filter(key => key.startsWith('is.')).map(key => key.slice(3)).filter(name => !known.has(name))).toEqual([])
})

test('topics\' configs have one, but for those of what is not modelled', () => {
  expect(topic.map(({ name }) => name).filter(name => meaningOf(say, name) === '')).toMatchInlineSnapshot(`
    [
      "internal.segment.bytes",
      "local.retention.bytes",
      "local.retention.ms",
      "remote.log.copy.disable",
      "remote.log.delete.on.disable",
      "remote.storage.enable",
    ]
  `)
})

test('clients\' configs have one each, all of which Kafka 4.3 has', () => {
  const kafkas = new Set([...producer, ...consumer].map(({ name }) => name)), ours = [producerKeys, consumerKeys].flatMap(keys => Object.values(keys).map(({ name }) => name))
  expect(ours.filter(name => meaningOfClient(say, name) === '')).toEqual([])
  expect(Object.keys(en).filter(key => key.startsWith('client.')).map(key => key.slice(7)).filter(name => !kafkas.has(name))).toEqual([])
})

test('a broker\'s default of a topic\'s config means the same', () => {
  expect(meaningOf(say, 'log.retention.bytes')).toBe(en['is.retention.bytes'])
  expect(meaningOf(say, 'message.max.bytes')).toBe(en['is.max.message.bytes'])
})

test('Korean says each of them, and not in English', () => {
  expect(Object.entries(ko).filter(([key, text]) => /^(is|client)\./.test(key) && !/[가-힣]/.test(text))).toEqual([])
})
