import { describe, expect, test } from 'vitest'
import type { Sample } from '../../session/look.ts'
import { chartOf, linesOf } from './charts.ts'

const MESSAGES = 'kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec'
const at = (second: number, processes: Sample['processes']): Sample => ({ at: second * 1_000_000, processes })

describe('a chart', () => {
  test('draws how much a meter grew in a second, and nothing over the gap of a broker that was away', () => {
    const samples = [at(1, { 'broker-1': { [MESSAGES]: 100 } }), at(3, { 'broker-1': { [MESSAGES]: 300 } }), at(4, {}), at(5, { 'broker-1': { [MESSAGES]: 10 } }), at(6, { 'broker-1': { [MESSAGES]: 60 } })]
    expect(linesOf(samples, chartOf('messagesIn'))).toEqual([{ label: 'broker-1', values: [null, 100, null, null, 50] }])
  })

  test('adds up a topic over the brokers that lead it', () => {
    const counts = (orders: number) => ({ [`${MESSAGES},topic=orders`]: orders })
    const samples = [at(1, { 'broker-1': counts(0), 'broker-2': counts(0) }), at(2, { 'broker-1': counts(7), 'broker-2': counts(5) })]
    expect(linesOf(samples, chartOf('topicMessages'))).toEqual([{ label: 'orders', values: [null, 12] }])
  })
})
