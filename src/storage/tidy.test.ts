import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeAll, expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { openDatabase, transact, under } from './database.ts'
import { headOf } from './disk-run.testing.ts'
import { IndexedDbStore } from './indexeddb.ts'

beforeAll(() => { globalThis.IDBKeyRange = IDBKeyRange })

async function rows(factory: IDBFactory): Promise<number> {
  let count = 0
  await transact(await openDatabase(factory, () => {}), 'readonly', ['chunks'], tx => tx.keys('chunks', under([]), keys => { count = keys.length }))
  return count
}

/** Appends chunks of the given sizes to one inode, a commit each; the bytes count up so that order shows. */
async function append(factory: IDBFactory, sizes: readonly number[]): Promise<{ store: IndexedDbStore; total: number }> {
  const store = await IndexedDbStore.connect(factory)
  const { writer } = await store.open('free')
  let offset = 0
  for (const [index, size] of sizes.entries()) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (offset + i) & 255)
    const file = { runs: [{ inode: 1, bytes: offset + size }], size: offset + size, flushed: 0 }
    const disks = [{ machine: 'm1', pieces: [{ inode: 1, offset, bytes }], files: { f: file }, nextInode: 2 }]
    await store.commit('free', writer, { head: { ...headOf('free', index + 1), logLength: 0 }, disks, log: [] })
    offset += size
  }
  return { store, total: offset }
}

test('a thousand tiny commits leave few rows and the same bytes', async () => {
  const factory = new IDBFactory()
  const { store, total } = await append(factory, Array.from({ length: 1_100 }, () => 3))
  const bytes = await store.read('free', 'm1', 1)
  expect(bytes).toEqual(Uint8Array.from({ length: total }, (_, i) => i & 255))
  expect(await rows(factory)).toBeLessThan(64)
})

test('whatever the sizes, merging never changes what is read', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(600, 17_000)), { minLength: 30, maxLength: 80 }), async sizes => {
    const { store, total } = await append(new IDBFactory(), sizes)
    const bytes = await store.read('free', 'm1', 1)
    expect(bytes.length).toBe(total)
    expect(bytes.every((byte, i) => byte === (i & 255))).toBe(true)
  }), { numRuns: 4 })
})
