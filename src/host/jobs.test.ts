import { expect, test } from 'vitest'
import type { Waiting } from '../world/away-region.ts'
import { FakeClock } from './fake-clock.testing.ts'
import { Jobs } from './jobs.ts'

/** A beat that waits for nobody. */
function* beatOf(next: () => number | null): Waiting<number | null> {
  yield* []
  return next()
}

test('a job that waits holds up those behind it, and goes on where it was', async () => {
  const said: string[] = []
  const jobs = new Jobs(new FakeClock(), () => beatOf(() => null))
  function* job(name: string, waits: number): Waiting<void> {
    for (let i = 0; i < waits; i++) {
      said.push(`${name} waits`)
      yield
    }
    said.push(`${name} is done`)
  }
  jobs.add(job('first', 2))
  jobs.add(job('second', 0))
  expect([said, jobs.isIdle]).toEqual([['first waits'], false])
  const idle = jobs.idle().then(() => said.push('idle'))
  jobs.goOn()
  jobs.goOn()
  await idle
  expect(said).toEqual(['first waits', 'first waits', 'first is done', 'second is done', 'idle'])
})

test('the beat comes again when it says so, at once when it is woken, and not after the end', async () => {
  const clock = new FakeClock(), beats: number[] = []
  const jobs = new Jobs(clock, () => beatOf(() => beats.push(clock.now()) < 3 ? 10 : null))
  jobs.wake()
  await clock.run(100)
  expect(beats).toEqual([0, 10, 20])
  jobs.wake()
  await clock.run(10)
  expect(beats).toEqual([0, 10, 20, 100])
  await jobs.close()
  jobs.wake()
  await clock.run(10)
  expect(beats).toHaveLength(4)
})
