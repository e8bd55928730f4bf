import { expect, test } from 'vitest'
import { Sensor } from './sensor.ts'

const SECOND = 1_000_000

/* org.apache.kafka.common.metrics.stats.Rate, Avg, Max over SampledStat: two samples of 30 s. */
test('a rate is of the last two windows; a client that has just begun is reckoned as if it had been silent before', () => {
  const sensor = new Sensor()
  for (let second = 0; second < 10; second++) sensor.record(second * SECOND, 6)
  expect(sensor.rate(10 * SECOND)).toBe(60 / 40)
  for (let second = 10; second < 60; second++) sensor.record(second * SECOND, 6)
  expect([sensor.rate(60 * SECOND), sensor.frequency(60 * SECOND), sensor.count, sensor.total]).toEqual([6, 1, 60, 360])
})

test('mean and most forget what is more than a minute old; of nothing there is none', () => {
  const sensor = new Sensor()
  expect([sensor.mean(0), sensor.most(0), sensor.rate(0)]).toEqual([NaN, NaN, 0])
  sensor.record(0, 100)
  sensor.record(40 * SECOND, 10)
  sensor.record(41 * SECOND, 20)
  expect([sensor.mean(42 * SECOND), sensor.most(42 * SECOND)]).toEqual([130 / 3, 100])
  expect([sensor.mean(60 * SECOND), sensor.most(60 * SECOND)]).toEqual([15, 20])
  expect([sensor.mean(200 * SECOND), sensor.total]).toEqual([NaN, 130])
})

test('one that was saved and loaded goes on', () => {
  const before = new Sensor(), after = new Sensor()
  before.record(0, 3)
  after.load(before.save())
  before.record(SECOND, 5)
  after.record(SECOND, 5)
  expect(after.save()).toEqual(before.save())
})
