import { Committer } from '../../../host/committer.ts'
import { IndexedDbStore } from '../../../storage/indexeddb.ts'
import { FORMAT, type Epoch } from '../../../storage/store.ts'
import { MachineDisk } from '../../../world/disk.ts'
import { PROFILES } from '../../../world/profiles.ts'
import { median, times, type Row } from '../figure.ts'

const MEBIBYTE = 1_048_576
/** Bytes of one run, in batches as producers make them; six partitions on each of three machines. */
const TOTAL = 64 * MEBIBYTE
const BATCH = 16_384
const MACHINES = 3
const PARTITIONS = 6
/** What a million records of 100 B a second write on three disks, in bytes a millisecond; the keeper looks every so many milliseconds. */
const RATE = 327_000
const FRAME_MS = 10
/** The fastest plain way: large values, several to a transaction, a few transactions under way. */
const RAW_VALUE = 262_144
const RAW_TRANSACTION = MEBIBYTE
const RAW_IN_FLIGHT = 4

/** The same random bytes as log appends of real disks, committed as the page commits them, and as plain puts; in turns. */
export async function logWrites(): Promise<Row[]> {
  const bytes = randomBytes(TOTAL)
  const ours: number[] = [], raw: number[] = []
  for (const round of times(5, i => i)) {
    raw.push(await rateOf(() => writeRaw(bytes, round)))
    ours.push(await rateOf(() => writeLogs(bytes, round)))
  }
  const peer = { name: 'raw', value: median(raw) }
  return [{ figure: 'IndexedDB log writes', value: median(ours), unit: 'MB/s', aim: 0.7 * peer.value, minimum: 0.7 * peer.value, better: 'more', peer }]
}

/** Browsers give at most 64 KiB a call. */
function randomBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  return bytes
}

type CleanUp = () => Promise<void>

/** Megabytes a second, from the first write to the last commit. */
async function rateOf(write: () => Promise<CleanUp>): Promise<number> {
  const start = performance.now()
  const cleanUp = await write()
  const rate = TOTAL / 1_000 / (performance.now() - start)
  await cleanUp()
  return rate
}

/** An engine that writes faster than any browser stores, and a keeper that gathers while the committer is busy. */
async function writeLogs(bytes: Uint8Array, round: number): Promise<CleanUp> {
  const world = `bench-${round}`
  const store = await IndexedDbStore.connect()
  const { writer } = await store.open(world)
  const committer = new Committer(store, world, writer, () => {})
  const disks = times(MACHINES, () => new MachineDisk({ now: () => 0, later: () => {} }, PROFILES['zero']!.disk, 2 * TOTAL))
  const start = performance.now()
  for (let at = 0, offered = 0, epoch = 0; offered < TOTAL && !committer.problem;) {
    const due = committer.isFull ? at : Math.min(TOTAL, Math.floor((performance.now() - start) * RATE / BATCH) * BATCH)
    appendBatches(disks, bytes.subarray(at, due))
    at = Math.max(at, due)
    if (at > offered && !committer.isBusy) {
      committer.offer(epochOf(world, ++epoch, disks.map((disk, i) => disk.takeChanges(`broker-${i}`))))
      offered = at
    }
    await new Promise(resolve => setTimeout(resolve, FRAME_MS))
  }
  while (!committer.isIdle && !committer.problem) await new Promise(resolve => setTimeout(resolve, 1))
  if (committer.problem) throw committer.problem
  return () => store.remove(world).then(() => store.close())
}

/** Each batch goes to the next of all logs in turn. */
function appendBatches(disks: readonly MachineDisk[], bytes: Uint8Array): void {
  for (let at = 0, i = 0; at < bytes.length; at += BATCH, i++) {
    disks[i % MACHINES]!.append(`orders-${Math.floor(i / MACHINES) % PARTITIONS}/00000000000000000000.log`, bytes.subarray(at, at + BATCH))
  }
}

const epochOf = (world: string, epoch: number, disks: Epoch['disks']): Epoch =>
  ({ head: { world, epoch, format: FORMAT, engine: 'bench', seed: '1', now: epoch, logLength: 0, savedAt: 0, facts: null }, disks, log: [] })

async function writeRaw(bytes: Uint8Array, round: number): Promise<CleanUp> {
  const name = `bench-raw-${round}`
  const database = await openRaw(name)
  const underWay = new Set<Promise<void>>()
  for (let at = 0; at < bytes.length; at += RAW_TRANSACTION) {
    if (underWay.size >= RAW_IN_FLIGHT) await Promise.race(underWay)
    const put = putRaw(database, bytes, at, at + RAW_TRANSACTION)
    underWay.add(put)
    void put.finally(() => underWay.delete(put))
  }
  await Promise.all(underWay)
  return async () => {
    database.close()
    await settled(indexedDB.deleteDatabase(name))
  }
}

function openRaw(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore('chunks')
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

const putRaw = (database: IDBDatabase, bytes: Uint8Array, from: number, to: number): Promise<void> => new Promise((resolve, reject) => {
  const tx = database.transaction('chunks', 'readwrite', { durability: 'relaxed' })
  for (let at = from; at < to; at += RAW_VALUE) tx.objectStore('chunks').put(bytes.slice(at, at + RAW_VALUE), [0, at])
  tx.oncomplete = () => resolve()
  tx.onabort = () => reject(tx.error)
})
