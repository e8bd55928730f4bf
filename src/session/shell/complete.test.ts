import { expect, test } from 'vitest'
import { complete, type Known } from './complete.ts'
import { optionsOf } from './tool-options.ts'

const known: Known = {
  commands: ['grep', 'kafka-configs.sh', 'kafka-console-consumer.sh', 'kafka-topics.sh'], options: optionsOf,
  topics: ['orders', 'orders-archive', 'payments'], groups: ['billing'], brokers: ['broker-1:9092', 'broker-2:9092'], files: ['move.json'],
  hosts: ['broker-1', 'broker-2'], segments: ['/data/orders-0/00000000000000000000.log'],
}
const tab = (line: string): string | readonly string[] => {
  const { line: completed, choices } = complete(line, line.length, known)
  return choices.length > 0 ? choices : completed
}

test('a command, as far as it is certain', () => {
  expect(tab('kafka-t')).toBe('kafka-topics.sh ')
  expect(tab('kafka-con')).toEqual(['kafka-configs.sh', 'kafka-console-consumer.sh'])
  expect(tab('kafka-topics.sh --list | gr')).toBe('kafka-topics.sh --list | grep ')
  expect(tab('nothing')).toBe('nothing')
})

test('options are the tool\'s own', () => {
  expect(tab('kafka-topics.sh --under-r')).toBe('kafka-topics.sh --under-replicated-partitions ')
  expect(tab('kafka-topics.sh --if-')).toEqual(['--if-exists', '--if-not-exists'])
  expect(tab('kafka-console-consumer.sh --from')).toBe('kafka-console-consumer.sh --from-beginning ')
})

test('arguments are what the world has', () => {
  expect(tab('kafka-topics.sh --topic pay')).toBe('kafka-topics.sh --topic payments ')
  expect(tab('kafka-topics.sh --topic o')).toBe('kafka-topics.sh --topic orders')
  expect(tab('kafka-topics.sh --topic orders')).toEqual(['orders', 'orders-archive'])
  expect(tab('kafka-consumer-groups.sh --group ')).toBe('kafka-consumer-groups.sh --group billing ')
  expect(tab('kafka-topics.sh --bootstrap-server b')).toBe('kafka-topics.sh --bootstrap-server broker-')
  expect(tab('cat m')).toBe('cat move.json ')
  expect(tab('sort < m')).toBe('sort < move.json ')
  expect(tab('ssh b')).toBe('ssh broker-')
  expect(tab('kafka-dump-log.sh --files ')).toBe('kafka-dump-log.sh --files /data/orders-0/00000000000000000000.log ')
  expect(tab('kcat -b broker-2:9092 -t pay')).toBe('kcat -b broker-2:9092 -t payments ')
})

test('in the middle of a line', () => {
  expect(complete('kafka-topics.sh --desc --topic orders', 22, known)).toEqual({ line: 'kafka-topics.sh --describe --topic orders', cursor: 27, choices: [] })
})
