import { expect, test } from 'vitest'
import { told } from '../../testing/desk-fixture.ts'
import { levelsFrom, matches, plain, type LogLine } from './lines.ts'

const lines = told.filter((t): t is LogLine => t.is === 'log.line')

test('a filter is words, all of which must be there', () => {
  expect(lines.filter(l => matches(l, 'shrinking broker-1')).map(l => l.seq)).toEqual([9])
  expect(lines.filter(l => matches(l, '')).length).toBe(lines.length)
})
test('a level stands for itself and all above', () => expect(levelsFrom('WARN')).toEqual(['WARN', 'ERROR', 'FATAL']))
test('what is copied reads as in a log file', () => {
  expect(plain(lines[2]!)).toBe('[00:50.201] controller-5 INFO [QuorumController id=5] Fencing broker 3 because its session has timed out. (org.apache.kafka.controller.BrokerHeartbeatManager)')
})
