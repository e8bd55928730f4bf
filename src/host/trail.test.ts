import { expect, test } from 'vitest'
import { world } from '../testing/cluster.ts'
import type { PartitionId } from '../env/domain-event.ts'
import type { Told } from '../world/view.ts'
import { Trail } from './trail.ts'
import { TrailRing } from './trail-ring.ts'

/* A record's way: send(), accumulator, request, leader's log, followers' logs, high watermark, answer, consumer, commit. */

function followed() {
  const w = world(), trail = new Trail()
  w.world.told.listen(told => trail.hear(told))
  w.topic('orders')
  return { w, trail }
}

test('goes from hand to hand in the order Kafka has, and each tells when', () => {
  const { w, trail } = followed()
  w.produce('checkout', 'orders', { count: 20 })
  w.consume('billing-1', ['orders'], 'billing')
  w.run(12).seconds
  const steps = trail.of('orders-0', 3)
  expect(steps.map(step => step.at)).toEqual(steps.map(step => step.at).toSorted((a, b) => a - b))
  expect(steps.map(({ what, broker, group }) => [what, broker ?? group].filter(part => part !== undefined).join(' '))).toMatchInlineSnapshot(`
    [
      "sent",
      "requested",
      "appended 3",
      "replicated 1",
      "replicated 2",
      "committed 3",
      "acknowledged",
      "known 1",
      "known 2",
      "delivered billing",
      "done billing",
    ]
  `)
})

test('nothing is known of a record that nobody has written', () => {
  const { w, trail } = followed()
  w.run(1).seconds
  expect(trail.of('orders-0', 0)).toEqual([])
})

test('of more than are kept, the oldest are let go', () => {
  const ring = new TrailRing(3)
  const committed = (at: number, partition: PartitionId) =>
    ring.hear({ is: 'group.committed', at, seq: at, machine: 'm1', process: 'broker-1', group: 'billing', partition, offset: 10 * at, by: 'member' })
  for (const at of [1, 2, 3, 4, 5]) committed(at, at % 2 === 0 ? 'orders-0' : 'orders-1')
  expect(ring.of('orders-1')).toEqual([3, 5].map(at => ({ is: 'group.committed', at, process: 'broker-1', partition: 'orders-1', group: 'billing', offset: 10 * at })))
  expect(ring.of('orders-0')).toHaveLength(1)
})

test('what is kept is what was told', () => {
  const { w } = followed(), ring = new TrailRing(10_000), heard: Told[] = []
  w.world.told.listen(told => {
    ring.hear(told)
    if ('partition' in told && told.partition === 'orders-0') heard.push(told)
  })
  w.produce('checkout', 'orders', { count: 50 })
  w.consume('billing-1', ['orders'], 'billing')
  w.run(12).seconds
  const kept = ring.of('orders-0')
  expect(new Set(kept.map(({ is }) => is)).size).toBeGreaterThan(6)
  expect(heard.filter(({ is }) => kept.some(each => each.is === is))).toMatchObject(kept)
})
