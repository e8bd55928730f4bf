import { expect, test } from 'vitest'
import { makeCodecs } from '../../host/codecs.ts'
import { FakeClock } from '../../host/fake-clock.testing.ts'
import type { Shown } from '../../host/frame.ts'
import { LocalDoor } from '../../host/local-door.ts'
import { MemoryStore } from '../../storage/memory.ts'
import { programs } from '../../world/programs.ts'
import { serverView } from '../../world/view-helpers.ts'
import { threeRacks } from './three-racks.ts'

async function opened(store: MemoryStore) {
  const clock = new FakeClock(), shown: Shown[] = []
  const door = new LocalDoor({ programs, codecs: await makeCodecs(), clock, store, scripts: () => ({ deliver: () => null, ended() {} }) })
  const opening = door.open({ definition: threeRacks(1) }, { shown: frame => { shown.push(frame) }, replaying() {} })
  await clock.run(1_000)
  const { arrival } = await opening as { arrival: unknown }
  const view = () => shown.findLast(frame => frame.view !== null)!.view!
  return { door, clock, arrival, view }
}

test('ten seconds in, the three racks hold a healthy topic that is being written', async () => {
  const { door, clock, view } = await opened(new MemoryStore())
  void door.run({ for: 10_000_000 })
  await clock.run(2_000)
  const { metadata, ledger, invariants, groups } = view()
  expect(metadata.topics['orders']!.partitions.map(({ replicas, isr, leader, minIsr }) => [replicas.length, isr.length, leader !== null, minIsr]))
    .toEqual(Array.from({ length: 6 }, () => [3, 3, true, 2]))
  expect(ledger.totals.acknowledged).toBeGreaterThan(200)
  expect(ledger.totals).toMatchObject({ lost: 0, failed: 0, duplicated: 0 })
  expect(invariants).toEqual([])
  expect(Object.values(groups).map(({ group, state, members }) => `${group} ${state} ${members.length}`).sort()).toEqual(['analytics Stable 1', 'billing Stable 3'])
})

test('left without a word and opened again, no acknowledged record is missing, and it goes on', async () => {
  const store = new MemoryStore()
  const first = await opened(store)
  void first.door.run({ for: 5_000_000 })
  await first.clock.run(2_000)
  const acknowledged = first.view().ledger.totals.acknowledged
  const second = await opened(store)
  expect(Object.values(second.view().processes).map(process => serverView(process)?.lifecycle ?? process.state)).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', ...Array.from({ length: 6 }, () => 'up')])
  expect(second.arrival).toMatchObject({ is: 'recovered', life: 2, processes: 10 })
  void second.door.run({ for: 40_000_000 })
  await second.clock.run(4_000)
  const { replicas, metadata, processes, groups } = second.view()
  const kept = metadata.topics['orders']!.partitions.reduce((sum, { leader }, index) => sum + (replicas[`orders-${index}`]![leader!]!.hw), 0)
  expect(kept).toBeGreaterThanOrEqual(acknowledged + 400)
  expect(Object.values(processes).every(process => process.state === 'up')).toBe(true)
  expect(groups['billing']).toMatchObject({ state: 'Stable', members: { length: 3 } })
  const committed = Object.values(groups['analytics']!.committed).reduce((sum, offset) => sum + offset, 0)
  expect(committed).toBeGreaterThan(acknowledged)
})
