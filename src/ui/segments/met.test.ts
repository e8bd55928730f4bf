import { expect, test } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import type { ClusterView, Told } from '../../world/view.ts'
import { flipsOf, metSince } from './met.ts'

const consumer = { kind: 'consumer', clientId: 'c', group: 'g', memberId: null, generation: 1, state: 'stable', positions: { 'orders-0': 3 }, paused: [], delivered: 3, lastError: 'CORRUPT_MESSAGE' } as const
const [name, running] = Object.entries(troubled.processes)[0]!
const view: ClusterView = {
  ...troubled, processes: { [name]: running, reader: { ...running, name: 'reader', view: consumer } },
  faults: [{ id: 'f', is: 'disk.flipped', on: ['m1'], since: 5, detail: { file: '/data/orders-0/0.log', at: 80, bit: 3 } }],
}
const told = [
  { at: 3, seq: 0, machine: 'm2', process: 'broker-2', is: 'log.line', level: 'ERROR', logger: '', text: 'Found invalid messages during fetch for partition orders-0 offset 0' },
  { at: 9, seq: 1, machine: 'm2', process: 'broker-2', is: 'log.line', level: 'ERROR', logger: '', text: 'Found invalid messages during fetch for partition orders-0 offset 0' },
  { at: 12, seq: 2, machine: 'm1', process: 'broker-1', is: 'log.recovered', broker: 1, partition: 'orders-0', start: 0, end: 0, cutBytes: 900 },
] satisfies Told[]

test('what refused a turned bit: the follower, recovery, the consumer', () => {
  expect(flipsOf(view, 'm1', 'orders-0')).toHaveLength(1)
  expect([flipsOf(view, 'm2', 'orders-0'), flipsOf(view, 'm1', 'orders-1')]).toEqual([[], []])
  expect(metSince(view, told, 'orders-0', 5).map(({ at, who, says }) => `${at} ${who} ${says.slice(0, 40)}`)).toEqual([
    '9 broker-2 Found invalid messages during fetch for ', '12 broker-1 LogSegment.recover: 900 B cut, log end o', 'null reader CorruptRecordException (CORRUPT_MESSAGE)',
  ])
})
