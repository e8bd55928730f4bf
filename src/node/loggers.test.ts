import { expect, test } from 'vitest'
import { Loggers } from './loggers.ts'

/* KIP-412: levels are changed while a server runs, and what has none of its own takes the nearest above it. */

const set = (loggers: Loggers, name: string, value: string | null) => loggers.alter([{ name, configOperation: value === null ? 1 : 0, value }], false)

test('a server starts with the levels of its log4j2.yaml', () => {
  const levels = Object.fromEntries(new Loggers().list().map(({ name, level }) => [name, level]))
  expect([levels['root'], levels['kafka.server.KafkaApis'], levels['kafka.request.logger']]).toEqual(['INFO', 'INFO', 'WARN'])
})

test('a logger takes the level of the nearest above it, until it has its own', () => {
  const loggers = new Loggers(), partition = 'kafka.cluster.Partition'
  set(loggers, 'kafka', 'ERROR')
  expect([loggers.logs('INFO', partition), loggers.logs('ERROR', partition), loggers.logs('INFO', 'state.change.logger')]).toEqual([false, true, true])
  set(loggers, partition, 'DEBUG')
  expect(loggers.logs('DEBUG', partition)).toBe(true)
  set(loggers, partition, null)
  expect(loggers.levelOf(partition)).toBe('ERROR')
})

test('a class that logs under its name alone is found with its package', () => {
  const loggers = new Loggers()
  expect(loggers.logs('DEBUG', 'ReplicationControlManager')).toBe(false)
  set(loggers, 'org.apache.kafka.controller', 'DEBUG')
  expect(loggers.logs('DEBUG', 'ReplicationControlManager')).toBe(true)
})

test('changes are made all or none, and not when it was only a question', () => {
  const loggers = new Loggers()
  const both = (level: string) => ['kafka', 'root'].map((name, i) => ({ name, configOperation: 0, value: i === 0 ? 'DEBUG' : level }))
  expect(loggers.alter(both('LOUD'), false)?.message).toContain('Cannot set the log level of root to LOUD')
  expect(loggers.alter(both('WARN'), true)).toBeNull()
  expect(loggers.levelOf('kafka')).toBe('INFO')
  expect(loggers.alter([{ name: 'kafka', configOperation: 2, value: 'DEBUG' }], false)?.message).toBe('APPEND operation is not allowed for the BROKER_LOGGER resource')
})

test('levels outlive being saved, not a restart', () => {
  const loggers = new Loggers(), again = new Loggers()
  set(loggers, 'kafka', 'TRACE')
  again.load(loggers.save())
  expect([again.levelOf('kafka.server.KafkaApis'), new Loggers().levelOf('kafka')]).toEqual(['TRACE', 'INFO'])
})
