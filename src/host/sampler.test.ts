import { expect, test } from 'vitest'
import type { Beans } from '../env/metrics.ts'
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

test('a sample costs its numbers: what a process measures again bears the same names, and a metric is given of every topic and client', () => {
  let ms = 0, heap: Beans = { 'a:type=Log,name=Size': { Value: 1 }, 'a:type=In,topic=orders': { Count: 2 }, 'a:type=In,topic=orders,partition=0': { Value: 9 } }
  const sampler = new Sampler(() => ({ broker: heap, shop: { 'k:type=producer-metrics,client-id=p': { 'send-rate': 3, 'send-total': 9, 'age-avg': NaN } } }), { now: () => ms += 1_000 } as never)
  for (const at of [1, 2]) sampler.takeIfDue(at * 1_000_000)
  heap = { 'a:type=Log,name=Size': { Value: 5 } }
  sampler.takeIfDue(3_000_000)
  const client = { 'k:type=producer-metrics,client-id=p#send-rate': 3 }
  expect(sampler.after(1_000_000)).toEqual([
    { at: 2_000_000, processes: { broker: { 'a:type=Log,name=Size': 1, 'a:type=In,topic=orders': 2 }, shop: client } },
    { at: 3_000_000, processes: { broker: { 'a:type=Log,name=Size': 5 }, shop: client } },
  ])
  expect(sampler.after(-1, ['a:type=In', 'k:type=producer-metrics#send-rate']).map(({ processes }) => processes)).toEqual([
    { broker: { 'a:type=In,topic=orders': 2 }, shop: client }, { broker: { 'a:type=In,topic=orders': 2 }, shop: client }, { broker: {}, shop: client },
  ])
})
