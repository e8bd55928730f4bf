import { expect, test } from 'vitest'
import { empty, small, troubled } from '../../testing/view-fixture.ts'
import { lagOf } from './model-clients.ts'
import { stageModel } from './model.ts'

const model = stageModel(troubled, { internal: false })
const row = (id: string) => model.rows.find(r => r.partition === id)!
const states = (id: string) =>
  row(id).replicas.map(r => `${r.broker} ${r.state}${r.leads ? ' leads' : ''}${r.preferred ? ' preferred' : ''} behind ${r.behind}`)

test('each replica of a row says what it is', () => {
  expect(states('orders-2')).toEqual(['3 lagging preferred behind 2104', '1 leader leads behind 0', '2 insync behind 0'])
  expect(states('orders-4')).toEqual(['4 offline preferred behind -3', '1 leader leads behind 0', '3 lagging behind 1086'])
})

test('a partition may be short of in-sync replicas, or have no leader at all', () => {
  expect(row('orders-4')).toMatchObject({ underMinIsr: true, leaderless: false })
  expect(row('clicks-1')).toMatchObject({ underMinIsr: false, leaderless: true, end: 17_004, hw: 17_004 })
})

test('a dead leader keeps the pennant until metadata says otherwise', () => {
  const view = small()
  const dead = { ...view, processes: { ...view.processes, 'broker-1': { ...view.processes['broker-1']!, state: 'down' as const } } }
  expect(stageModel(dead, { internal: false }).rows[0]!.replicas[0]).toMatchObject({ state: 'offline', leads: true })
})

test('columns say why a broker does not serve', () => {
  expect(model.brokers.map(b => `${b.id} ${b.state} leads ${b.leads} behind ${b.behind}`)).toEqual([
    '1 running leads 6 behind 0', '2 running leads 2 behind 0', '3 running leads 0 behind 7', '4 no-power leads 0 behind 1',
  ])
  expect(model.controllers).toMatchObject([{ id: 5, active: true, up: true }])
})

test('cards say what waits and why', () => {
  expect(model.sources.find(s => s.process === 'checkout')).toMatchObject({
    acks: 'all', idempotent: true, waiting: 1_119, heldFor: { partition: 'orders-4', records: 1_113 },
    error: 'NOT_ENOUGH_REPLICAS',
  })
})

test('lag is the way from the committed offset to the high watermark, and unknown without a leader', () => {
  const analytics = model.readers.find(r => r.id === 'analytics')!
  expect([lagOf(analytics, row('orders-0')), lagOf(analytics, row('clicks-1')), lagOf(model.readers.find(r => r.id === 'billing')!, row('clicks-0'))])
    .toEqual([210, null, undefined])
})

test('an empty world is an empty stage, and short logs are drawn record by record', () => {
  expect(stageModel(empty, { internal: false })).toMatchObject({ brokers: [], rows: [], readers: [], sources: [] })
  expect(stageModel(small(), { internal: false }).ruler.kind).toBe('cells')
})
