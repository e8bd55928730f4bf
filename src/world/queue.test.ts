import { describe, expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { before, EventQueue, type Scheduled } from './queue.ts'

const event = fc.record({
  at: fc.nat(20), to: fc.integer({ min: -1, max: 3 }), from: fc.integer({ min: -1, max: 3 }), n: fc.nat(1_000_000),
  is: fc.constant('timer' as const), pid: fc.constant(1), body: fc.constant(null),
})
const inOrder = (events: readonly Scheduled[]) => [...events].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0))
const drain = (queue: EventQueue) => Array.from({ length: queue.size }, () => queue.pop()!)

describe('the order of events', () => {
  test('is time, destination, source, the source\'s counter, however they came in', () => {
    fc.assert(fc.property(fc.uniqueArray(event, { selector: ({ at, to, from, n }) => `${at} ${to} ${from} ${n}` }), events => {
      const queue = new EventQueue()
      for (const each of events) queue.push(each)
      expect(drain(queue)).toEqual(inOrder(events))
    }))
  })

  test('is the same for events that are due at once, whatever happens in between', () => {
    const step = fc.record({ event, next: fc.boolean(), pops: fc.nat(2) })
    fc.assert(fc.property(fc.uniqueArray(step, { selector: each => each.event.n }), steps => {
      const lane = new EventQueue(), heap = new EventQueue()
      for (const { event: each, next, pops } of steps) {
        if (next) lane.pushNext(each)
        else lane.push(each)
        heap.push(each)
        for (let i = 0; i < pops; i++) expect(lane.pop()).toBe(heap.pop())
      }
      expect(drain(lane)).toEqual(drain(heap))
    }))
  })

  test('does not change when the queue is saved, loaded or swept in between', () => {
    fc.assert(fc.property(fc.uniqueArray(event, { selector: each => each.n }), fc.nat(10), (events, popped) => {
      const queue = new EventQueue()
      for (const each of events) queue.pushNext(each)
      const first = Array.from({ length: Math.min(popped, events.length) }, () => queue.pop()!)
      const again = new EventQueue()
      again.load(queue.save())
      again.prune(each => each.n % 2 === 0)
      expect(drain(again)).toEqual(inOrder(events).slice(first.length).filter(each => each.n % 2 === 0))
    }))
  })
})
