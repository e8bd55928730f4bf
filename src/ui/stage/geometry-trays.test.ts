import { expect, test } from 'vitest'
import { small, troubled } from '../../testing/view-fixture.ts'
import { trays, trayRow } from './geometry-trays.ts'
import { doomedFrom } from './lineage.ts'
import { stageModel } from './model.ts'

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
