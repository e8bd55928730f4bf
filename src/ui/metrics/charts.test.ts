import { describe, expect, test } from 'vitest'
import type { Sample } from '../../session/look.ts'
import { alertsOf, chartOf, linesOf } from './charts.ts'

const MESSAGES = 'kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec', UNDER = 'kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions'
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

test('an alert says since when it fires without a pause', () => {
  const under = (value: number) => ({ 'broker-1': { [UNDER]: value } })
  expect(alertsOf([at(1, under(2)), at(2, under(0)), at(3, under(1)), at(4, under(3))])).toEqual([{ id: 'underReplicated', process: 'broker-1', value: 3, since: 3_000_000 }])
  expect(alertsOf([at(1, under(0))])).toEqual([])
})
