import { describe, expect, test } from 'vitest'
import type { WireFrame } from '../../session/look.ts'
import { troubled } from '../../testing/view-fixture.ts'
import { askedOf, carriesOf, exchangesOf, filterOf, legsOf, liesIn, lineOf, NO_FILTER, passes, tookOf } from './exchanges.ts'

const frame = (id: number, dir: WireFrame['dir'], some: Partial<WireFrame> = {}): WireFrame => ({
  id, key: 0, api: 'Produce', version: 12, connection: 'checkout:7', correlation: 4, dir, bytes: 120, errors: [], times: null, carries: [],
  from: dir === 'request' ? 'checkout' : 'broker-1', to: dir === 'request' ? 'broker-1' : 'checkout', sentAt: 1_000, arrivesAt: 1_250, ...some,
})
const request = frame(0, 'request', { carries: [{ partition: 'orders-0', records: 12, offset: null, error: null }] })
const response = frame(1, 'response', {
  sentAt: 9_000, arrivesAt: 9_250, carries: [{ partition: 'orders-0', records: 0, offset: 4_711, error: null }],
  times: {
    connection: 'checkout:7', clientId: 'checkout', api: 'Produce', version: 12, correlation: 4, bytes: 116, as: null,
    queuedAt: 1_270, begunAt: 1_300, handledAt: 1_400, answeredAt: 8_900, sendBegunAt: 8_950, sentAt: 9_000,
  },
})

test('a filter is what the page\'s link says', () => {
  const filter = { ...NO_FILTER, api: 'Fetch', errors: true }
  expect(filterOf(askedOf(filter))).toEqual(filter)
  expect([filterOf({}), askedOf(NO_FILTER)]).toEqual([NO_FILTER, { api: '', who: '', connection: '', errors: '', text: '' }])
})

describe('a request and its answer', () => {
  test('are one exchange, whose time is told apart and adds up', () => {
    const [exchange] = exchangesOf([request, response])
    expect(tookOf(exchange!)).toBe(8_250)
    expect(legsOf(exchange!).map(({ name, took }) => `${name} ${took}`).join(', '))
      .toMatchInlineSnapshot(`"there 270, queue 30, local 100, remote 7500, responseQueue 50, send 50, back 250"`)
    expect(legsOf(exchange!).reduce((sum, { took }) => sum + took, 0)).toBe(8_250)
    expect(carriesOf(exchange!)).toBe('orders-0 12 rec @4711')
  })

  test('brought what lies with the broker that took it; what a consumer read lies with the leader', () => {
    const processes = troubled.processes, [exchange] = exchangesOf([request, response])
    expect(liesIn(exchange!, processes)).toEqual({ partition: 'orders-0', broker: 1, offset: 4_711 })
    const fetched = (by: string) => exchangesOf([frame(4, 'response', { api: 'Fetch', to: by, carries: [{ partition: 'orders-0', records: 3, offset: 4_711, error: null }] })])[0]!
    expect([liesIn(fetched('broker-3'), processes)?.broker, liesIn(fetched('billing-1'), processes)?.broker]).toEqual([3, 1])
    expect(liesIn({ ...exchange!, response: null }, processes), 'not answered: nobody knows where').toBe(null)
  })

  test('are found by what one looks for', () => {
    const refused = frame(3, 'response', { connection: 'billing:9', correlation: 1, api: 'Fetch', errors: ['NOT_LEADER_OR_FOLLOWER'] })
    const all = exchangesOf([request, response, refused]), found = (filter: Partial<typeof NO_FILTER>) =>
      all.filter(exchange => passes(exchange, { ...NO_FILTER, ...filter })).map(exchange => exchange.id)
    expect(found({ errors: true })).toEqual(['billing:9/1'])
    expect(found({ api: 'Produce', who: 'broker-1' })).toEqual(['checkout:7/4'])
    expect(found({ text: 'not_leader' })).toEqual(['billing:9/1'])
    expect(found({ connection: 'nobody:1' })).toEqual([])
  })

  test('go along as lines of JSON', () => {
    expect(lineOf(exchangesOf([request, response])[0]!)).toMatchObject({ api: 'Produce', correlation: 4, requestBytes: 120, remoteMicros: 7_500 })
  })
})
