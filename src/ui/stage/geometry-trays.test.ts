import { expect, test } from 'vitest'
import { small, troubled } from '../../testing/view-fixture.ts'
import { readersAt, trays, trayRow } from './geometry-trays.ts'
import { doomedFrom } from './lineage.ts'
import { stageModel } from './model.ts'
import { deedInTrays, gripInTrays, trayLinkAt, trayLinks } from './TrayLinks.tsx'
import { zoomShown } from './zoom.ts'

const of = (view: ReturnType<typeof small>, width = 920) => {
  const model = stageModel(view, { internal: false })
  return trays(view, trayRow(model, null)!, width)
}
const drawn = (t: ReturnType<typeof of>) =>
  t.trays.map(tray => `${tray.mark.broker} ${tray.mark.state}: ${tray.cells.map(c => c.offset + {
    committed: '', above: '?', lost: '!', doomed: '/',
  }[c.state])
    .join(' ')}`)

test('a cell a record; what no follower has is above the high watermark', () => {
  expect(drawn(of(small()))).toEqual(['1 leader: 0 1 2 3 4 5 6 7 8?', '2 insync: 0 1 2 3 4 5 6 7', '3 insync: 0 1 2 3 4 5 6 7'])
})

test('acknowledged records that only the dead leader holds are lost', () => {
  expect(drawn(of(small({ killed: true })))).toEqual([
    '1 offline: 0 1 2 3 4 5 6 7 8 9! 10! 11!', '2 leader: 0 1 2 3 4 5 6 7 8 9?', '3 insync: 0 1 2 3 4 5 6 7 8 9?',
  ])
})

test('equal offsets stand one above the other, and the newest is always in sight', () => {
  const t = of(small({ killed: true }), 390)
  for (const offset of [5, 8]) expect(new Set(t.trays.map(tray => tray.cells.find(c => c.offset === offset)!.x)).size).toBe(1)
  expect(t.trays[0]!.cells.at(-1)!.x + t.cell).toBeLessThanOrEqual(t.trayX + t.trayW)
})

test('a replica with records of an older epoch than its leader has there will cut them off', () => {
  expect([doomedFrom(troubled, 'orders-4', 4), doomedFrom(troubled, 'orders-4', 3), doomedFrom(troubled, 'orders-0', 2)])
    .toEqual([11_202, null, null])
})

const model = stageModel(troubled, { internal: false })
const long = (partition: 'orders-0' | 'orders-4') => trays(troubled, trayRow(model, partition)!, 920)

test('a long log is a bar on the ruler of the stage: its end where the leader is that far ahead, its latest batches in it', () => {
  const t = long('orders-0'), at = (label: string) => t.ticks.find(tick => tick.label === label)!.x
  expect(t.ticks.map(({ label }) => label)).toEqual(['10k', '1k', '100', '10', '0'])
  expect(t.endX).toBeCloseTo(at('0'))
  const [leads, follows, lags] = t.trays.map(({ mark, bars, batches }) => ({ states: bars.map(({ state }) => state), tip: t.x(mark.end), batches: batches.length }))
  expect(leads).toMatchObject({ states: ['committed', 'above'], tip: t.endX })
  expect(leads!.batches).toBeGreaterThan(0)
  expect(follows!.tip).toBeGreaterThan(at('10'))
  expect(lags!.tip, '2,147 behind').toBeLessThan(at('1k'))
  for (const { bars } of t.trays) for (const [i, bar] of bars.entries()) if (i > 0) expect(bar.x).toBeCloseTo(bars[i - 1]!.x + bars[i - 1]!.width)
})
test('readers stand where they are on the log; names that would meet give way', () => {
  const t = long('orders-0'), readers = readersAt(t, model.readers)
  expect(readers.map(({ text }) => text)).toEqual(['billing 12,376', 'analytics 12,204'])
  expect(readers[0]!.x).toBeGreaterThan(readers[1]!.x)
  expect(readers[0]).toMatchObject({ named: true })
})
test('a line that is slow stands beside the trays it joins; from one head to another it is cut', () => {
  const t = long('orders-0'), [slow] = trayLinks([{ id: '', is: 'link.slow', on: ['broker-1', 'broker-3'], since: 0, detail: {} }], t, model)
  expect(slow).toMatchObject({ cut: false })
  expect(trayLinkAt([slow!], slow!.x, (slow!.y1 + slow!.y2) / 2)).toBe(slow)
  const [first, second] = t.trays, head = (tray: typeof first) => [t.trayX + 20, tray!.y + 20] as const
  const grip = gripInTrays(t, model, ...head(first))!
  expect([deedInTrays(t, model, grip, ...head(second)), deedInTrays(t, model, grip, ...head(first))]).toEqual([{ is: 'cut', from: 'broker-1', to: 'broker-2' }, null])
})
test('one partition alone is seen log by log, however long; several as rows', () => {
  const one = small(), grown = { ...one, replicas: { 'payments-0': Object.fromEntries(Object.entries(one.replicas['payments-0']!).map(([broker, log]) => [broker, { ...log, end: 761 }])) } }
  expect([one, grown, troubled].map(view => zoomShown(null, view, false))).toEqual(['records', 'records', 'partitions'])
  const elsewhere = { ...grown, metadata: { ...grown.metadata, brokers: { ...grown.metadata.brokers, 9: grown.metadata.brokers[1]! } } }
  expect(zoomShown(null, elsewhere, false), 'a broker that has no replica of it').toBe('partitions')
})
