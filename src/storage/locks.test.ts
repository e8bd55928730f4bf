import { expect, test } from 'vitest'
import type { Locks } from './locks.ts'
import { holdWorld } from './locks.ts'

/** `navigator.locks` as far as one name goes: `ifAvailable`, `steal`, and the rejection of whoever was stolen from. */
class TabLocks {
  #holder: { reject(error: unknown): void } | null = null

  readonly request = ((name: string, options: LockOptions, granted: (lock: Lock | null) => unknown) => new Promise<unknown>((resolve, reject) => {
    if (this.#holder && !options.steal) return resolve(granted(null))
    this.#holder?.reject(new DOMException('stolen', 'AbortError'))
    const mine = this.#holder = { reject }
    const done = () => { if (this.#holder === mine) this.#holder = null }
    Promise.resolve(granted({ mode: 'exclusive', name })).then(value => { done(); resolve(value) }, reject)
  })) as Locks['request']
}

test('a second tab is told at once; when the first lets go it may', async () => {
  const locks = new TabLocks()
  const first = await holdWorld('free', locks)
  expect(await holdWorld('free', locks)).toBeNull()
  first!.release()
  await Promise.resolve()
  await new Promise(done => setImmediate(done))
  expect(await holdWorld('free', locks)).not.toBeNull()
})

test('a world taken over tells the tab that had it, and only that one', async () => {
  const locks = new TabLocks()
  const first = await holdWorld('free', locks)
  const second = await holdWorld('free', locks, true)
  await first!.stolen
  const still = await Promise.race([second!.stolen.then(() => 'stolen'), new Promise(done => setImmediate(() => done('held')))])
  expect(still).toBe('held')
})

test('without locks the writer number alone guards', async () => {
  expect(await holdWorld('free', undefined)).not.toBeNull()
})
