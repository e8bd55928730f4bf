import { expect, test } from 'vitest'
import { world } from '../testing/cluster.ts'
import { Sampler } from './sampler.ts'

/* As a monitoring system scrapes: once a second of the world, one number a bean. */
test('samples are a second of the world apart, and of the clock no closer than a quarter', () => {
  const w = world()
  let ms = 0
  const sampler = new Sampler(() => w.world.beans(), { now: () => ms } as never)
  for (let i = 0; i < 40; i++) {
    w.run(0.5).seconds
    ms += 100
    sampler.takeIfDue(w.world.now)
  }
  const samples = sampler.after(-1), gaps = samples.slice(1).map(({ at }, i) => at - samples[i]!.at)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000_000)
  expect(samples.length).toBe(14)
  expect(samples.at(-1)!.processes['controller-4']).toMatchObject({ 'kafka.controller:type=KafkaController,name=ActiveBrokerCount': 3 })
  expect(sampler.after(samples.at(-2)!.at)).toEqual([samples.at(-1)])
  const active = 'kafka.controller:type=KafkaController,name=ActiveControllerCount'
  expect(sampler.after(samples.at(-2)!.at, [active])[0]!.processes).toMatchObject({ 'broker-1': {}, 'controller-4': { [active]: 1 } })
})
