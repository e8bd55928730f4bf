import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { DiskRun, headOf } from './disk-run.testing.ts'
import { IndexedDbStore } from './indexeddb.ts'
import { MemoryStore } from './memory.ts'
import type { WorldStore } from './store.ts'
import { FORMAT } from './store.ts'

/** A place to keep worlds, and a way to come to it again as after a crash. */
interface Place { store: WorldStore; again(): Promise<WorldStore> }

const places: Record<string, () => Promise<Place>> = {
  memory: async () => {
    const store = new MemoryStore()
    return { store, again: async () => store }
  },
  indexeddb: async () => {
    const factory = new IDBFactory()
    return { store: await IndexedDbStore.connect(factory), again: () => IndexedDbStore.connect(factory) }
  },
}

const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('append' as const), file: fc.nat(4), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }) },
  fc.record({ do: fc.constant('write' as const), file: fc.nat(4), bytes: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ do: fc.constant('truncate' as const), file: fc.nat(4), size: fc.nat(60) }),
  fc.record({ do: fc.constant('rename' as const), file: fc.nat(4), to: fc.nat(4) }),
  fc.record({ do: fc.constant('remove' as const), file: fc.nat(4) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('flush' as const), file: fc.nat(4) }) },
  fc.record({ do: fc.constant('flip' as const), file: fc.nat(4), at: fc.nat(60) }),
  fc.record({ do: fc.constant('powerCut' as const) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('commit' as const) }) },
)

describe.each(Object.keys(places))('a world kept in %s', kind => {
  const place = () => places[kind]!()

  test('an unknown world is empty, and its opener may write', async () => {
    const { store } = await place()
    expect(await store.open('free')).toEqual({ writer: 1, manifest: null })
    expect(await store.worlds()).toEqual([])
  })

  test('whatever a disk went through, the last commit comes back whole', async () => {
    await fc.assert(fc.asyncProperty(fc.array(operation, { maxLength: 60 }), async operations => {
      const { store, again } = await place()
      const run = new DiskRun(await store.open('free'))
      for (const each of operations) {
        if (each.do === 'commit') await run.commit(store)
        else run.apply(each)
      }
      const files = await (await again()).files('free', 'm1', 'file-')
      expect(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [...bytes]]))).toEqual(run.committed ?? {})
      const opened = await (await again()).open('free')
      expect(await run.readBack(await again(), opened.manifest)).toEqual(run.committed)
    }))
  })

  test('a world is copied whole while it is written, and its writer goes on', async () => {
    const { store, again } = await place()
    const run = new DiskRun(await store.open('free'))
    run.apply({ do: 'append', file: 1, bytes: Uint8Array.of(1, 2) })
    await run.commit(store)
    run.apply({ do: 'append', file: 1, bytes: Uint8Array.of(3) })
    await run.commit(store)
    const { disks, inodes, head } = (await (await again()).copy('free'))!
    const { inode } = disks[0]!.files['file-1']!.runs[0]!
    expect([inodes.find(each => each.machine === 'm1' && each.inode === inode)!.bytes, head.epoch]).toEqual([Uint8Array.of(1, 2, 3), 2])
    run.apply({ do: 'append', file: 1, bytes: Uint8Array.of(4) })
    await run.commit(store)
    expect(await store.copy('never')).toBeNull()
  })

  test('one folder of a disk is looked at while its world is written', async () => {
    const { store, again } = await place()
    const run = new DiskRun(await store.open('free'))
    for (const file of [1, 2]) run.apply({ do: 'append', file, bytes: new Uint8Array([file]) })
    await run.commit(store)
    const reader = await again()
    expect(await reader.files('free', 'm1', 'file-2')).toEqual({ 'file-2': new Uint8Array([2]) })
    expect([await reader.files('free', 'm2', 'file-'), await reader.files('other', 'm1', 'file-')]).toEqual([{}, {}])
    await run.commit(store)
  })

  test('of a file no more is read than is wanted, from whatever byte on, however it was written down', async () => {
    const { store, again } = await place(), run = new DiskRun(await store.open('free'))
    for (let i = 0; i < 100; i++) {
      run.apply({ do: 'append', file: i % 7 === 0 ? 2 : 1, bytes: new Uint8Array(1 + i % 40).fill(i) })
      if (i === 60) run.apply({ do: 'truncate', file: 1, size: 300 })
      await run.commit(store)
    }
    const reader = await again(), { 'file-1': whole } = await reader.files('free', 'm1', 'file-')
    for (let from = 0; from <= whole!.length; from++) {
      const { files, pieces } = await reader.parts('free', 'm1', 'file-', () => ({ 'file-1': from }))
      expect([Object.keys(pieces), pieces['file-1']!.flatMap(piece => [...piece])]).toEqual([['file-1'], [...whole!.subarray(from)]])
      expect([Object.keys(files), files['file-1']!.size]).toEqual([['file-1', 'file-2'], whole!.length])
    }
    expect(await reader.parts('other', 'm1', '', () => ({}))).toEqual({ files: {}, pieces: {} })
  })

  test('a restored disk goes on where it was, without giving its bytes again', async () => {
    const { store, again } = await place()
    const run = new DiskRun(await store.open('free'))
    run.apply({ do: 'append', file: 0, bytes: new Uint8Array([1, 2, 3]) })
    await run.commit(store)
    const reopened = await again()
    const next = await DiskRun.resume(reopened, await reopened.open('free'))
    next.apply({ do: 'append', file: 0, bytes: new Uint8Array([4]) })
    expect(next.pending().pieces).toEqual([{ inode: 1, offset: 3, bytes: new Uint8Array([4]) }])
  })

  test('a power cut brings an old version of a file back, though the store had let go of its bytes', async () => {
    const { store, again } = await place()
    const run = new DiskRun(await store.open('free'))
    run.apply({ do: 'append', file: 0, bytes: new Uint8Array([1, 2]) })
    run.apply({ do: 'flush', file: 0 })
    await run.commit(store)
    run.apply({ do: 'write', file: 0, bytes: new Uint8Array([3]) })
    await run.commit(store)
    run.apply({ do: 'powerCut' })
    await run.commit(store)
    const { manifest } = await (await again()).open('free')
    expect(await run.readBack(await again(), manifest)).toEqual({ 'file-0': [1, 2] })
  })

  test('who opens last writes; the one before is fenced and changes nothing', async () => {
    const { store, again } = await place()
    const first = new DiskRun(await store.open('free'))
    await first.commit(store)
    const second = await again()
    const { writer } = await second.open('free')
    await expect(first.commit(store)).rejects.toMatchObject({ problem: 'fenced' })
    expect((await second.open('free')).manifest!.head.epoch).toBe(1)
    expect(writer).toBe(2)
  })

  test('commits are not awaited one by one, yet leave no hole', async () => {
    const { store } = await place()
    const run = new DiskRun(await store.open('free'))
    const commits = [1, 2, 3].map(byte => {
      run.apply({ do: 'append', file: 0, bytes: new Uint8Array([byte]) })
      return run.commit(store)
    })
    await Promise.all(commits)
    await expect(store.commit('free', 1, { head: { ...headOf('free', 5), logLength: 3 }, disks: [], log: [] })).rejects.toMatchObject({ problem: 'failed' })
    expect((await store.open('free')).manifest!.head.epoch).toBe(3)
  })

  test('a new life keeps the disks and begins the log; a new world keeps nothing', async () => {
    const { store, again } = await place()
    const run = new DiskRun(await store.open('free'))
    run.apply({ do: 'append', file: 0, bytes: new Uint8Array([7]) })
    await run.commit(store)
    await store.commit('free', 1, { head: { ...headOf('free', 2), logLength: 1 }, begins: 'life', disks: [], log: ['woke up'] })
    const life = (await (await again()).open('free')).manifest!
    expect([life.log, Object.keys(life.disks[0]!.files)]).toEqual([['woke up'], ['file-0']])
    const { writer } = await store.open('free')
    await store.commit('free', writer, { head: { ...headOf('free', 1), logLength: 0 }, begins: 'world', disks: [], log: [] })
    expect((await (await again()).open('free')).manifest).toMatchObject({ log: [], disks: [] })
  })

  test('a deleted world is gone, its writer fenced, its neighbour untouched', async () => {
    const { store } = await place()
    const free = new DiskRun(await store.open('free'), 'free'), lesson = new DiskRun(await store.open('lesson/isr'), 'lesson/isr')
    await free.commit(store)
    await lesson.commit(store)
    await store.remove('lesson/isr')
    await expect(lesson.commit(store)).rejects.toMatchObject({ problem: 'fenced' })
    expect((await store.worlds()).map(head => head.world)).toEqual(['free'])
    expect((await store.open('lesson/isr')).manifest).toBeNull()
  })

  test('a world of a newer format is refused and kept', async () => {
    const { store, again } = await place()
    const { writer } = await store.open('free')
    await store.commit('free', writer, { head: { ...headOf('free', 1), format: FORMAT + 1 }, disks: [], log: [] })
    await expect((await again()).open('free')).rejects.toMatchObject({ problem: 'newer' })
    expect(await store.worlds()).toHaveLength(1)
  })

  test("the learner's own work outlives every world", async () => {
    const { store, again } = await place()
    await store.work.put('scripts', 'my script/1.ts', { text: 'send()' })
    await store.work.put('settings', 'theme', 'dark')
    await store.open('free')
    await store.remove('free')
    const { work } = await again()
    expect([await work.list('scripts'), await work.get('scripts', 'my script/1.ts'), await work.get('settings', 'theme')])
      .toEqual([['my script/1.ts'], { text: 'send()' }, 'dark'])
    await work.remove('scripts', 'my script/1.ts')
    expect([await work.list('scripts'), await work.get('scripts', 'my script/1.ts')]).toEqual([[], undefined])
  })
})
