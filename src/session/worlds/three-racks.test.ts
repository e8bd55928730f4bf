import { expect, test } from 'vitest'
import { makeCodecs } from '../../host/codecs.ts'
import { FakeClock } from '../../host/fake-clock.testing.ts'
import type { Shown } from '../../host/frame.ts'
import { LocalDoor } from '../../host/local-door.ts'
import { MemoryStore } from '../../storage/memory.ts'
import { isQuick } from '../../testing/strength.ts'
import { programs } from '../../world/programs.ts'
import type { Matcher } from '../../host/matcher.ts'
import type { ClusterView } from '../../world/view.ts'
import { serverView } from '../../world/view-helpers.ts'
import { threeRacks } from './three-racks.ts'

async function opened(store: MemoryStore, playing = true) {
  const clock = new FakeClock(), shown: Shown[] = []
  const door = new LocalDoor({ programs, codecs: await makeCodecs(), clock, store, scripts: () => ({ deliver: () => null, ended() {} }) })
  const opening = door.open({ definition: threeRacks(1), playing }, { shown: frame => { shown.push(frame) }, replaying() {} })
  await clock.run(1_000)
  const { arrival } = await opening as { arrival: unknown }
  // a past that is lived again is shown when it has been
  await clock.run(100)
  const view = () => shown.findLast(frame => frame.view !== null)!.view!
  return { door, clock, arrival, view }
}

test('five seconds in, the three racks hold a healthy topic that is being written', async () => {
  const { door, clock, view } = await opened(new MemoryStore(), false)
  void door.run({ for: 5_000_000 })
  await clock.run(2_000)
  const { metadata, ledger, invariants, groups } = view()
  expect(metadata.topics['orders']!.partitions.map(({ replicas, isr, leader, minIsr }) => [replicas.length, isr.length, leader !== null, minIsr]))
    .toEqual(Array.from({ length: 6 }, () => [3, 3, true, 2]))
  expect(ledger.totals.acknowledged).toBeGreaterThan(100)
  expect(ledger.totals).toMatchObject({ lost: 0, failed: 0, duplicated: 0 })
  expect(invariants).toEqual([])
  expect(Object.values(groups).map(({ group, state, members }) => `${group} ${state} ${members.length}`).sort()).toEqual(['analytics Stable 1', 'billing Stable 3'])
})

const servers = ({ processes }: ClusterView) => Object.values(processes).flatMap(process => serverView(process)?.lifecycle ?? [])
const committed = ({ groups }: ClusterView): number => Object.values(groups['analytics']!.committed).reduce((sum, offset) => sum + offset, 0)
const visible = ({ metadata, replicas }: ClusterView): number =>
  metadata.topics['orders']!.partitions.reduce((sum, { leader }, index) => sum + replicas[`orders-${index}`]![leader!]!.hw, 0)
const stable = (group: string, members: number): Matcher =>
  ({ all: [{ path: ['groups', group, 'state'], equals: 'Stable' }, { path: ['groups', group, 'members', 'length'], equals: members }] })

test.skipIf(isQuick)('left without a word and opened again, no acknowledged record and no commit is missing, and it goes on', async () => {
  const store = new MemoryStore()
  const first = await opened(store)
  void first.door.run({ until: { path: ['groups', 'analytics', 'committed', 'orders-0'], exists: true }, for: 30_000_000 })
  await first.clock.run(3_000)
  const left = first.view()
  const second = await opened(store)
  expect(second.arrival).toMatchObject({ is: 'replayed' })
  expect(servers(second.view())).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING'])
  void second.door.run({ until: { all: [stable('billing', 3), stable('analytics', 1), { path: ['ledger', 'totals', 'acknowledged'], atLeast: 200 }] }, for: 60_000_000 })
  await second.clock.run(5_000)
  const now = second.view()
  expect(visible(now)).toBeGreaterThanOrEqual(left.ledger.totals.acknowledged + 200)
  expect(committed(left)).toBeGreaterThan(0)
  expect(committed(now)).toBeGreaterThanOrEqual(committed(left))
  expect(now.groups['billing']).toMatchObject({ state: 'Stable', members: { length: 3 } })
  expect(Object.values(now.processes).every(process => process.state === 'up')).toBe(true)
})
