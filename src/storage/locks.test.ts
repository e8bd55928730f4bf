import { expect, test } from 'vitest'
import { holdWorld } from './locks.ts'
import { TabLocks } from './tab-locks.testing.ts'

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
