import { describe, expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { bucketOf, valueOf } from './buckets.ts'
import { Histogram } from './histogram.ts'
import { Meter } from './meter.ts'
import { MetricsRegistry } from './registry.ts'

const SECOND = 1_000_000

/* com.yammer.metrics.core.Meter, EWMA: ticked every five seconds. */
describe('a meter', () => {
  test('counts, and comes to the rate at which it is marked', () => {
    const meter = new Meter(0)
    for (let second = 0; second < 300; second++) meter.mark(second * SECOND, 10)
    const { Count, MeanRate, OneMinuteRate } = meter.bean(300 * SECOND)
    expect({ Count, MeanRate, OneMinuteRate: Math.round(Number(OneMinuteRate) * 1_000) / 1_000 }).toEqual({ Count: 3_000, MeanRate: 10, OneMinuteRate: 10 })
  })

  test('forgets by halves: a minute of silence leaves 1/e of the one-minute rate', () => {
    const meter = new Meter(0)
    for (let second = 0; second < 600; second++) meter.mark(second * SECOND)
    const before = Number(meter.bean(600 * SECOND)['OneMinuteRate']), after = Number(meter.bean(660 * SECOND)['OneMinuteRate'])
    expect(after / before).toBeCloseTo(Math.exp(-1), 6)
    expect(meter.bean(7 * 86_400 * SECOND)['OneMinuteRate']).toBe(0)
  })

  test('reads the same whether somebody looked in between or not', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean())), marks => {
      const watched = new Meter(0), alone = new Meter(0)
      let now = 0
      for (const [seconds, looks] of marks) {
        now += seconds * SECOND
        for (const meter of [watched, alone]) meter.mark(now)
        if (looks) watched.bean(now + SECOND / 2)
      }
      expect(watched.bean(now)).toEqual(alone.bean(now))
    }))
  })
})

describe('a histogram', () => {
  test('has a bucket for every value, off by a sixteenth at most', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), value => {
      expect(Math.abs(valueOf(bucketOf(value)) - value)).toBeLessThanOrEqual(value / 16)
    }))
  })

  test('shows times in ms that were recorded in µs', () => {
    const histogram = new Histogram(0, 1_000)
    for (let i = 1; i <= 1_000; i++) histogram.record(0, i * 1_000)
    expect(histogram.bean(0)).toMatchObject({ Count: 1_000, Min: 1, Max: 1_000, Mean: 500.5 })
    expect(Number(histogram.bean(0)['99thPercentile']) / 990).toBeCloseTo(1, 1)
  })

  test('keeps counting for ever, while its percentiles are of the last minutes', () => {
    const histogram = new Histogram(0)
    for (let i = 0; i < 100; i++) histogram.record(0, 1_000)
    histogram.record(130 * SECOND, 10)
    expect(histogram.bean(130 * SECOND)).toMatchObject({ Count: 101, Max: 1_000, '50thPercentile': 10, '999thPercentile': 10 })
  })
})

test('a registry that was saved and loaded goes on, and meters that were handed out stay the same', () => {
  const before = new MetricsRegistry({ now: () => 9 * SECOND }), after = new MetricsRegistry({ now: () => 9 * SECOND })
  const held = after.meter('a')
  before.meter('a').mark(0, 3)
  before.timesMs('b').record(0, 2_000)
  after.load(before.save())
  expect(after.beans()).toEqual(before.beans())
  held.mark(9 * SECOND)
  expect(after.beans()['a']).toMatchObject({ Count: 4 })
})
