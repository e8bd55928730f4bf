import { describe, expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import type { ClusterView, Told } from '../world/view.ts'
import type { Matcher } from './matcher.ts'
import { Watch } from './matcher.ts'

const view = {
  now: 5, metadata: { topics: { orders: { partitions: [{ isr: [1, 2], leader: 1 }, { isr: [2], leader: null }] } } }, groups: { billing: { state: 'Stable' } },
} as unknown as ClusterView
const shrank = { is: 'isr.shrank', partition: 'orders-1', isr: [2], out: [1, 3], by: 'leader', at: 1, machine: 'm', process: 'p', seq: 0 } as Told
const holds = (matcher: Matcher, told: readonly Told[] = []): boolean => {
  const watch = new Watch(matcher)
  for (const each of told) watch.hear(each)
  return watch.holds(view)
}

describe('a path through the view', () => {
  const orders = ['metadata', 'topics', 'orders', 'partitions']
  test.each<[Matcher, boolean]>([
    [{ path: [...orders, 0, 'isr', 'length'], equals: 2 }, true],
    [{ path: [...orders, 0, 'isr'], equals: [1, 2] }, true],
    [{ path: [...orders, 0, 'isr'], equals: [2, 1] }, false],
    [{ path: [...orders, 1, 'isr', 'length'], atMost: 1 }, true],
    [{ path: [...orders, '*', 'isr', 'length'], atLeast: 2 }, true],
    [{ path: [...orders, '*', 'isr', 'length'], atLeast: 3 }, false],
    [{ path: [...orders, 0, 'isr'], includes: 2 }, true],
    [{ path: ['groups', 'billing', 'state'], includes: 'Stab' }, true],
    [{ path: [...orders, 1, 'leader'], exists: false }, true],
    [{ path: ['groups', 'nobody', 'state'], exists: true }, false],
    [{ path: ['groups', 'toString'], exists: true }, false],
    [{ path: ['now'], atLeast: 3, atMost: 5 }, true],
  ])('%j is %s', (matcher, expected) => expect(holds(matcher)).toBe(expected))
})

describe('an event', () => {
  test('holds once it was told, with the fields asked for', () => {
    expect(holds({ event: 'isr.shrank' })).toBe(false)
    expect(holds({ event: 'isr.shrank', where: { partition: 'orders-1', out: { includes: 3 } } }, [shrank])).toBe(true)
    expect(holds({ event: 'isr.shrank', where: { partition: 'orders-2' } }, [shrank])).toBe(false)
  })
  test('joins what the view says', () => {
    expect(holds({ all: [{ event: 'isr.shrank' }, { path: ['now'], equals: 5 }] }, [shrank])).toBe(true)
  })
})

test.each([{}, { path: [] , equals: 1 }, { path: ['now'] }, { path: ['now'], equal: 1 }, { all: [] }, { event: 3 }, 'now'])('%j is no matcher', nonsense => {
  expect(() => new Watch(nonsense)).toThrow()
})

const matchers = fc.letrec<{ any: Matcher }>(tie => ({
  any: fc.oneof({ depthSize: 'small' },
    fc.integer({ min: 3, max: 7 }).map((n): Matcher => ({ path: ['now'], atLeast: n })), fc.constant<Matcher>({ event: 'isr.shrank' }),
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(all => ({ all })), fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(any => ({ any })),
    tie('any').map(not => ({ not }))),
})).any

test('all, any and not obey De Morgan, whatever was told', () => {
  fc.assert(fc.property(fc.array(matchers, { minLength: 1, maxLength: 4 }), fc.boolean(), (each, told) => {
    const heard = told ? [shrank] : []
    expect(holds({ not: { all: each } }, heard)).toBe(holds({ any: each.map(not => ({ not })) }, heard))
  }))
})

test('a matcher crosses to a worker and back without changing its mind', () => {
  fc.assert(fc.property(matchers, matcher => { expect(holds(structuredClone(matcher))).toBe(holds(matcher)) }))
})

test.each<[Matcher, Told['is'], boolean]>([
  [{ path: ['metadata', 'topics'], exists: true }, 'hw.advanced', false],
  [{ path: ['metadata', 'topics'], exists: true }, 'isr.shrank', true],
  [{ path: ['groups', 'billing', 'committed'], exists: true }, 'group.committed', true],
  [{ path: ['replicas', 'orders-0', 1, 'hw'], atLeast: 3 }, 'hw.advanced', true],
  [{ event: 'producer.acknowledged' }, 'hw.advanced', false],
  [{ event: 'producer.acknowledged' }, 'producer.acknowledged', true],
])('%j may be answered by %s: %s', (matcher, is, expected) => expect(new Watch(matcher).concerns({ ...shrank, is } as Told)).toBe(expected))
