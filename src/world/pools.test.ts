import { describe, expect, test } from 'vitest'
import { busyUntil, serve, type Pools } from './pools.ts'
import { PROFILES, type Profile } from './profiles.ts'

const profile: Profile = {
  ...PROFILES['zero']!, pools: { io: { slots: 2, requestMicros: 100, recordNanos: 1_000, byteNanos: 500 } },
}

describe('a service pool', () => {
  test('serves as many at a time as it has slots, first come first served', () => {
    const pools: Pools = new Map()
    const served = [0, 0, 0, 50].map(now => serve(pools, profile, 'io', { requests: 1 }, now))
    expect(served).toEqual([{ begun: 0, done: 100 }, { begun: 0, done: 100 }, { begun: 100, done: 200 }, { begun: 100, done: 200 }])
    expect(serve(pools, profile, 'io', { requests: 1 }, 1_000).done).toBe(1_100)
  })

  test('takes time for requests, records and bytes', () => {
    expect(serve(new Map(), profile, 'io', { requests: 1, records: 10, bytes: 40 }, 0).done).toBe(100 + 10 + 20)
  })

  test('says until when it is busy, per name', () => {
    const pools: Pools = new Map()
    serve(pools, profile, 'io', { requests: 3 }, 0)
    expect(busyUntil(pools, 10)).toEqual({ io: 300 })
    expect(busyUntil(pools, 300)).toEqual({})
  })

  test('costs nothing in the zero profile', () => {
    expect(serve(new Map(), PROFILES['zero']!, 'io', { requests: 5, bytes: 1e9 }, 7).done).toBe(7)
  })
})

/** One request of 100 records of 100 bytes: the order of magnitude the laptop profile stands for. */
test('the laptop serves some hundred thousand records a second', () => {
  const pools: Pools = new Map()
  let now = 0
  for (let i = 0; i < 800; i++) now = serve(pools, PROFILES['laptop']!, 'io', { requests: 1, records: 100, bytes: 10_000 }, 0).done
  const perSecond = 80_000 / (now / 1e6)
  expect(perSecond).toBeGreaterThan(100_000)
})
