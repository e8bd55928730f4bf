import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { transact, openDatabase } from './database.ts'
import { DiskRun } from './disk-run.testing.ts'
import { IndexedDbStore } from './indexeddb.ts'
import { openStore } from './open-store.ts'
import { StorageError } from './store.ts'

/** Lets transactions abort as a browser's does when the quota is used up: the requests succeed, `abort` comes with the error. */
class FullFactory extends IDBFactory {
  full = false

  override open(name: string, version?: number) {
    const request = super.open(name, version)
    request.addEventListener('success', () => this.#limit(request.result as unknown as IDBDatabase))
    return request
  }

  #limit(database: IDBDatabase): void {
    const begin = database.transaction.bind(database)
    database.transaction = (names, mode, options) => {
      const tx = begin(names, mode, options)
      if (!this.full || mode !== 'readwrite') return tx
      Object.defineProperty(tx, 'error', { get: () => new DOMException('full', 'QuotaExceededError') })
      queueMicrotask(() => tx.abort())
      return tx
    }
  }
}

test('a full quota is said by its name, loses nothing, and the same commit works once there is room', async () => {
  const factory = new FullFactory()
  const store = await IndexedDbStore.connect(factory)
  const run = new DiskRun(await store.open('free'))
  run.apply({ do: 'append', file: 0, bytes: new Uint8Array([1]) })
  await run.commit(store)
  factory.full = true
  const epoch = { head: { ...(await store.worlds())[0]!, epoch: 2, logLength: 2 }, disks: [run.pending()], log: [2] }
  await expect(store.commit('free', 1, epoch)).rejects.toMatchObject({ problem: 'quota' })
  factory.full = false
  expect((await store.worlds())[0]!.epoch).toBe(1)
  await store.commit('free', 1, epoch)
  expect((await store.worlds())[0]!.epoch).toBe(2)
})

test('after a commit that failed none may overtake it', async () => {
  const factory = new FullFactory()
  const store = await IndexedDbStore.connect(factory)
  const run = new DiskRun(await store.open('free'))
  await run.commit(store)
  factory.full = true
  const second = run.commit(store)
  await expect(second).rejects.toMatchObject({ problem: 'quota' })
  factory.full = false
  await expect(run.commit(store)).rejects.toMatchObject({ problem: 'failed', message: 'epoch 3 after 1' })
})

test('a newer page may upgrade: this one lets go and says superseded', async () => {
  const factory = new IDBFactory()
  const store = await IndexedDbStore.connect(factory)
  await new Promise((resolve, reject) => {
    const request = factory.open('kafka-terrarium', 99)
    request.onsuccess = resolve
    request.onerror = reject
  })
  await expect(store.worlds()).rejects.toMatchObject({ problem: 'superseded' })
})

test('a page older than the database is said to be superseded, too', async () => {
  const factory = new IDBFactory()
  const newer = factory.open('kafka-terrarium', 99)
  await new Promise(resolve => { newer.onsuccess = resolve })
  await expect(IndexedDbStore.connect(factory)).rejects.toMatchObject({ problem: 'superseded' })
})

test('without IndexedDB worlds live in memory, and the page knows why', async () => {
  const { store, problem } = await openStore(null as unknown as undefined)
  expect([store.kind, problem?.problem]).toEqual(['memory', 'unavailable'])
})

test('a refused transaction undoes what it put', async () => {
  const database = await openDatabase(new IDBFactory(), () => {})
  const error = await transact(database, 'readwrite', ['work'], tx => {
    tx.put('work', ['settings', 'theme'], 'dark')
    tx.get('work', ['settings', 'theme'], () => tx.abort(new StorageError('fenced', 'refused')))
  }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ problem: 'fenced' })
  let found: unknown
  await transact(database, 'readonly', ['work'], tx => tx.get('work', ['settings', 'theme'], value => { found = value }))
  expect(found).toBeUndefined()
})
