import { expect, test } from 'vitest'
import { world } from '../testing/cluster.ts'
import { Trail } from './trail.ts'

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
