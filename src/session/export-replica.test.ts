import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { FakeClock } from '../host/fake-clock.testing.ts'
import type { Shown } from '../host/frame.ts'
import { LocalDoor } from '../host/local-door.ts'
import { openDirectory } from '../log/log-manager.ts'
import { MemoryStore } from '../storage/memory.ts'
import { cluster } from '../testing/live-world.ts'
import { lighterRacks } from '../testing/lighter-racks.ts'
import { codecs, defaults } from '../testing/log-fixture.ts'
import { troubled } from '../testing/view-fixture.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'
import { readFolder } from '../world/import/folder.ts'
import { programs } from '../world/programs.ts'
import { exportReplica } from './export-replica.ts'
import { importFolder } from './import-folder.ts'
import { THREE_RACKS } from './worlds/three-racks.ts'

/** The free world three seconds in, standing still, and its store. */
async function stoodStill() {
  const clock = new FakeClock(), store = new MemoryStore(), shown: Shown[] = []
  const door = new LocalDoor({ programs, codecs, clock, store, scripts: () => ({ deliver: () => null, ended() {} }) })
  const opening = door.open({ definition: lighterRacks(1), playing: false }, { shown: frame => { shown.push(frame) }, replaying() {} })
  await clock.run(1_000)
  await opening
  void door.run({ for: 3_000_000 })
  await clock.run(2_000)
  return { store, view: shown.findLast(frame => frame.view !== null)!.view! }
}

test('what is downloaded is a folder Kafka opens, and comes into another cluster with every record', async () => {
  const { store, view } = await stoodStill()
  const stored = (machine: string, under: string) => store.files(THREE_RACKS, machine, under)
  const files = unzipSync((await exportReplica(view, 'orders-1', 2, stored))!), replica = view.replicas['orders-1']![2]!
  expect(Object.keys(files)).toEqual(['.index', '.log', '.timeindex'].map(kind => `orders-1/00000000000000000000${kind}`)
    .concat('orders-1/leader-epoch-checkpoint', 'orders-1/partition.metadata'))
  expect(replica.end).toBeGreaterThan(20)

  const disk = new MemoryDisk()
  for (const [path, bytes] of Object.entries(files)) disk.write(`/kafka/${path}`, bytes)
  const [found] = openDirectory({ disk, codecs }, { root: '/kafka', now: 0, configOf: () => defaults, isOurs: () => true }).logs
  expect([found!.topicId, found!.cutBytes, found!.log.logStartOffset, found!.log.logEndOffset])
    .toEqual([view.metadata.topics['orders']!.topicId, 0, replica.start, replica.end])

  const there = await cluster(1), folder = readFolder(files, codecs)
  expect(await importFolder(folder, there, () => {})).toMatchObject({ partitions: 1, records: replica.end })
  expect(there.view()!.replicas['orders-1']![1]).toMatchObject({ start: replica.start, end: replica.end, hw: replica.end })
})

test('where nothing is stored there is nothing to take along', async () => {
  expect(await exportReplica(troubled, 'orders-1', 2, async () => ({}))).toBeNull()
  expect(await exportReplica(troubled, 'orders-1', 99, async () => ({ '/data/orders-1/x': new Uint8Array(1) }))).toBeNull()
})
