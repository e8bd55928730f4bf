import type { StorageProblem } from './store.ts'
import { StorageError } from './store.ts'

/*
 * IndexedDB in promises. One rule of it decides the shape: a transaction closes itself as soon as it has no request pending, so
 * everything inside a transaction is callbacks, and only its end is awaited.
 */

const NAME = 'kafka-terrarium'
const VERSION = 2

/** Tables and their keys. Arrays sort element by element, so all rows of a world are one range. */
export const tables = {
  /** [world] → Head */
  heads: 'heads',
  /** [world] → number of the last writer */
  writers: 'writers',
  /** [world, machine] → next free inode */
  disks: 'disks',
  /** [world, machine, file] → StoredFile */
  files: 'files',
  /** [world, machine, inode, offset] → Uint8Array */
  chunks: 'chunks',
  /** [world, index of the first] → log entries of one commit */
  log: 'log',
  /** [world] → a moment to go on from */
  snapshots: 'snapshots',
  /** [kind, id] → anything */
  work: 'work',
} as const
export type Table = keyof typeof tables

export const perWorld = ['heads', 'disks', 'files', 'chunks', 'log', 'snapshots'] as const satisfies readonly Table[]

/** All keys that begin with `prefix`: an empty array sorts after every number and text. */
export const under = (prefix: readonly IDBValidKey[]): IDBKeyRange => IDBKeyRange.bound([...prefix], [...prefix, []])

/**
 * Opens the database, making its tables. Rejects with `unavailable` or `blocked`. `onLost` is told once when the connection ends
 * without our asking: a newer page wants to upgrade, or the browser dropped the data.
 */
export function openDatabase(factory: IDBFactory, onLost: (error: StorageError) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION)
    request.onupgradeneeded = () => makeTables(request.result)
    request.onblocked = () => reject(new StorageError('blocked', 'an older page holds the database open'))
    request.onerror = () => reject(storageError(request.error, 'unavailable'))
    request.onsuccess = () => {
      const database = request.result
      database.onversionchange = () => {
        database.close()
        onLost(new StorageError('superseded', 'a newer page upgrades the database'))
      }
      database.onclose = () => onLost(new StorageError('failed', 'the browser closed the database'))
      resolve(database)
    }
  })
}

function makeTables(database: IDBDatabase): void {
  for (const name of Object.values(tables)) if (!database.objectStoreNames.contains(name)) database.createObjectStore(name)
}

/** What a transaction's body may do. */
export interface Transaction {
  get(table: Table, key: IDBValidKey, then: (value: unknown) => void): void
  getAll(table: Table, range: IDBKeyRange, then: (values: unknown[]) => void): void
  keys(table: Table, range: IDBKeyRange, then: (keys: IDBValidKey[]) => void): void
  /** The greatest key of a range; undefined when it has none. */
  lastKey(table: Table, range: IDBKeyRange, then: (key: IDBValidKey | undefined) => void): void
  put(table: Table, key: IDBValidKey, value: unknown): void
  remove(table: Table, what: IDBValidKey | IDBKeyRange): void
  /** Undoes everything; the promise rejects with `error`. */
  abort(error: StorageError): void
}

/**
 * Runs `body` in one transaction; resolves when it is committed. A quota that ran out shows here and nowhere else: the requests
 * succeed, the transaction aborts. `relaxed` survives a crash of tab and browser, not of the operating system.
 */
export function transact(database: IDBDatabase, mode: IDBTransactionMode, names: readonly Table[], body: (tx: Transaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = begin(database, mode, names, reject)
    if (!tx) return
    let refused: StorageError | null = null
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(refused ?? storageError(tx.error, 'failed'))
    const answer = <T>(request: IDBRequest<T>, then: (value: T) => void) => {
      request.onsuccess = () => { if (!refused) then(request.result) }
    }
    body({
      get: (table, key, then) => answer(tx.objectStore(table).get(key) as IDBRequest<unknown>, then),
      getAll: (table, range, then) => answer(tx.objectStore(table).getAll(range) as IDBRequest<unknown[]>, then),
      keys: (table, range, then) => answer(tx.objectStore(table).getAllKeys(range), then),
      lastKey: (table, range, then) => answer(tx.objectStore(table).openKeyCursor(range, 'prev'), cursor => then(cursor?.key)),
      put: (table, key, value) => { if (!refused) tx.objectStore(table).put(value, key) },
      remove: (table, what) => { if (!refused) tx.objectStore(table).delete(what) },
      abort: error => {
        refused ??= error
        tx.abort()
      },
    })
  })
}

type Refuse = (error: StorageError) => void
function begin(database: IDBDatabase, mode: IDBTransactionMode, names: readonly Table[], reject: Refuse): IDBTransaction | null {
  try {
    return database.transaction(names as string[], mode, { durability: 'relaxed' })
  } catch (error) {
    reject(storageError(error, 'failed'))
    return null
  }
}

const byName: Readonly<Record<string, StorageProblem>> = { QuotaExceededError: 'quota', VersionError: 'superseded' }

export function storageError(error: unknown, otherwise: StorageProblem): StorageError {
  if (error instanceof StorageError) return error
  const { name = 'Error', message = '' } = (error ?? {}) as { name?: string; message?: string }
  return new StorageError(byName[name] ?? otherwise, `${name}: ${message}`)
}
