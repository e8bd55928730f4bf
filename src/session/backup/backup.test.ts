import { strToU8, zipSync } from 'fflate'
import type * as v from 'valibot'
import { expect, expectTypeOf, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { DiskRun } from '../../storage/disk-run.testing.ts'
import { MemoryStore } from '../../storage/memory.ts'
import type { Head } from '../../storage/store.ts'
import type { Track } from '../../host/time/tracks.ts'
import { fc } from '../../testing/property.ts'
import type { Settings } from '../settings.ts'
import { ShareError } from '../share/problem.ts'
import { cardOf, type WorldCard } from '../worlds/cards.ts'
import { fileOf, readBackup } from './backup-file.ts'
import type { cardSchema, settingsSchema, trackSchema } from './schema.ts'
import { takeBackup } from './backup.ts'
import { planRestore, restore, type Home } from './restore.ts'

const facts = { kind: 'lesson', seed: 7, life: 1, startAt: 0, arrivedAt: 5, machines: [], running: [], traceHash: 'ab' }
const logged = { action: { at: 1, action: { do: 'machine.add', machine: 'm1' } } }

/** A browser that keeps this world, three bytes in one file of it. */
async function kept(world: string, some: Partial<Head> = {}): Promise<Home> {
  const store = new MemoryStore(), run = new DiskRun(await store.open(world))
  run.apply({ do: 'append', file: 1, bytes: Uint8Array.of(1, 2, 3) })
  await run.commit({ commit: (_: string, writer: number, epoch: Parameters<MemoryStore['commit']>[2]) =>
    store.commit(world, writer, { ...epoch, log: [logged], head: { ...epoch.head, world, now: 9, facts, logLength: 1, ...some } }) } as MemoryStore)
  return homeOf(store)
}
function homeOf(store: MemoryStore): Home {
  let n = 0
  return {
    store, work: store.work, random: () => ++n, settings: createStore(() => ({ language: 'en' }) as never),
    visits: createStore(() => ({ before: false, begun: [], done: [] as string[] })),
  }
}
const moved = async (from: Home) => readBackup(fileOf(await takeBackup(from.store, 1_700_000_000_000)))
const bytesOf = async (home: Home, world: string) => Object.values(await home.store.files(world, 'm1', ''))

test('all of it comes to a browser that has nothing: bytes, log, scripts, progress', async () => {
  const mine = await kept('lesson/isr'), theirs = homeOf(new MemoryStore())
  // null: a file the person took away
  await mine.work.put('scripts', 'lesson/isr', { 'checkout.ts': 'mine', 'old.ts': null })
  await mine.work.put('progress', 'isr', { step: 3, predictions: { checkout: 'isr' }, hints: {}, solutionSeen: false })
  await mine.work.put('settings', 'visits', { before: true, begun: ['isr'], done: ['first-record'] })
  const backup = await moved(mine), plan = await planRestore(backup, theirs)
  expect(plan.steps).toEqual([{ is: 'add', world: 'lesson/isr', as: 'lesson/isr', name: 'lesson/isr', now: 9 }])
  await restore(backup, plan, theirs, false)
  expect(await bytesOf(theirs, 'lesson/isr')).toEqual([Uint8Array.of(1, 2, 3)])
  expect((await theirs.store.open('lesson/isr')).manifest).toMatchObject({ log: [logged], head: { facts, epoch: 1 } })
  expect([await theirs.work.get('scripts', 'lesson/isr'), await theirs.work.get('progress', 'isr')]).toMatchObject([{ 'checkout.ts': 'mine', 'old.ts': null }, { step: 3 }])
  expect(theirs.visits.getState()).toEqual({ before: true, begun: ['isr'], done: ['first-record'] })
  expect((await planRestore(backup, theirs)).steps[0]!.is).toBe('same')
})

test('where a world is in its place already, it comes beside it under a name of its own', async () => {
  const mine = await kept('three-racks'), theirs = await kept('three-racks', { now: 50 })
  const backup = await moved(mine), plan = await planRestore(backup, theirs), { as } = plan.steps[0]!
  await restore(backup, plan, theirs, false)
  expect(await cardOf(theirs.work, as)).toMatchObject({ name: 'three-racks · 2023-11-14', from: { is: 'template', template: 'three-racks' } })
  expect((await theirs.store.worlds()).map(({ world, now }) => [world, now]).sort()).toEqual([['three-racks', 50], [as, 9]].sort())
})

test.each([[false, 50], [true, 9]])('a lesson begun on both sides stays as it is here unless the person says otherwise (%s)', async (replaces, now) => {
  const mine = await kept('lesson/isr'), theirs = await kept('lesson/isr', { now: 50 })
  const backup = await moved(mine), plan = await planRestore(backup, theirs)
  expect(plan.steps[0]!.is).toBe('differs')
  await restore(backup, plan, theirs, replaces)
  expect((await theirs.store.worlds())[0]!.now).toBe(now)
})

test('whatever this page keeps, its schemas take', () => {
  expectTypeOf<Settings>().toExtend<v.InferInput<typeof settingsSchema>>()
  expectTypeOf<Track>().toExtend<v.InferInput<typeof trackSchema>>()
  expectTypeOf<WorldCard>().toExtend<v.InferInput<typeof cardSchema>>()
})

test('solutions are nobody’s work', async () => {
  expect((await takeBackup((await kept('lesson/isr/solution')).store, 0)).worlds).toEqual([])
})

const problemOf = (zip: Uint8Array): unknown => {
  try {
    return readBackup(zip)
  } catch (error) {
    return error instanceof ShareError ? error.problem : error
  }
}
const zipOf = (index: unknown) => zipSync({ 'index.json': strToU8(typeof index === 'string' ? index : JSON.stringify(index)) })

test('what anybody may have written is refused with its reason', async () => {
  const backup = await takeBackup((await kept('lesson/isr')).store, 0)
  const world = (some: object) => ({ terrariumBackup: 1, madeAt: 0, work: backup.work, worlds: [{ ...backup.worlds[0], inodes: undefined, ...some }] })
  expect([
    problemOf(strToU8('no zip')), problemOf(zipSync({ 'other.json': strToU8('{}') })), problemOf(zipOf('{')), problemOf(zipOf({ terrariumBackup: 2 })),
    problemOf(zipOf(world({ head: { ...backup.worlds[0]!.head, world: '../x' } }))), problemOf(zipOf(world({ log: [{ action: { at: 1, action: { do: 'rm' } } }] }))),
    problemOf(zipOf(world({}))),
  ]).toMatchObject([
    { is: 'not-packed' }, { is: 'not-ours' }, { is: 'not-json' }, { is: 'newer', version: 2 },
    { is: 'malformed', where: 'worlds.0.head.world' }, { is: 'malformed' }, { is: 'malformed', said: '0 of 3 bytes' },
  ])
  fc.assert(fc.property(fc.jsonValue(), value => { expect(problemOf(zipOf(value))).toHaveProperty('is') }))
})
