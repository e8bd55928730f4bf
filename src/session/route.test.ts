import { expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import type { PartitionId } from '../world/view.ts'
import type { Route, Selection } from './route.ts'
import { HOME, INSPECTORS, hashOf, routeOf } from './route.ts'

const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
const partition = fc.tuple(name, fc.nat(99)).map(([topic, index]): PartitionId => `${topic}-${index}`)
const selection: fc.Arbitrary<Selection> = fc.oneof(
  fc.record({ is: fc.constant('partition' as const), partition }),
  fc.record({ is: fc.constant('replica' as const), partition, broker: fc.nat(), offset: fc.nat() }, { requiredKeys: ['is', 'partition', 'broker'] }) as fc.Arbitrary<Selection>,
  fc.record({ is: fc.constant('broker' as const), broker: fc.nat() }),
  fc.record({ is: fc.constant('controller' as const), node: fc.nat() }),
  fc.record({ is: fc.constant('process' as const), process: name }),
  fc.record({ is: fc.constant('group' as const), group: name }),
  fc.record({ is: fc.constant('frame' as const), connection: name, correlation: fc.nat(), dir: fc.constantFrom('request' as const, 'response' as const) }),
  fc.record({ is: fc.constant('event' as const), seq: fc.nat() }),
  fc.record({ is: fc.constant('link' as const), from: name, to: name }),
)
const inspected = fc.record({ tab: fc.constantFrom(...INSPECTORS), of: fc.dictionary(name.filter(each => each !== 'dock'), name, { noNullPrototype: true }) })
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constant(HOME), fc.constant<Route>({ place: { screen: 'about' }, selection: null }),
  fc.record({ place: fc.oneof(
    fc.constant({ screen: 'world' as const }), fc.stringMatching(/^w-[a-z\d]{1,20}$/).map(world => ({ screen: 'world' as const, world })), name.map(lesson => ({ screen: 'lesson' as const, lesson })),
  ), selection: fc.option(selection), inspected }, { requiredKeys: ['place', 'selection'] }) as fc.Arbitrary<Route>,
)

test('every selection has a link, and the link selects it', () => {
  fc.assert(fc.property(route, each => { expect(routeOf(hashOf(each))).toEqual(each) }))
})

test('whatever stands behind the hash, the page opens', () => {
  fc.assert(fc.property(fc.string(), text => { expect(routeOf(`#${text}`).place.screen).toBeTruthy() }))
})

test.each([
  ['#/world/partition/orders-4', { place: { screen: 'world' }, selection: { is: 'partition', partition: 'orders-4' } }],
  ['#/lesson/isr/broker/2', { place: { screen: 'lesson', lesson: 'isr' }, selection: { is: 'broker', broker: 2 } }],
  ['#/world/w-1a/broker/2', { place: { screen: 'world', world: 'w-1a' }, selection: { is: 'broker', broker: 2 } }],
  ['#/world/broker/2?api=Fetch&dock=wire', { place: { screen: 'world' }, selection: { is: 'broker', broker: 2 }, inspected: { tab: 'wire', of: { api: 'Fetch' } } }],
  ['#/world?dock=nothing', { place: { screen: 'world' }, selection: null }],
  ['#/shared/7VRN-_', { place: { screen: 'shared', link: '7VRN-_' }, selection: null }],
  ['#/world/broker/two', { place: { screen: 'world' }, selection: null }],
  ['#/%', HOME], ['', HOME],
])('%s', (hash, expected) => expect(routeOf(hash)).toEqual(expected))
