import { describe, expect, test } from 'vitest'
import type { Sample } from '../../session/look.ts'
import { alertsOf, crossingsOf, saidOf, USUAL, Vigils, type Threshold } from './thresholds.ts'
import { Watched } from './watched.ts'

const UNDER = 'kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions', ACTIVE = 'kafka.controller:type=KafkaController,name=ActiveControllerCount'
const FAILED = 'kafka.server:type=BrokerTopicMetrics,name=FailedProduceRequestsPerSec'
const LAG = 'kafka.consumer:type=consumer-fetch-manager-metrics#records-lag-max'
const at = (second: number, processes: Sample['processes'] = {}): Sample => ({ at: second * 1_000_000, processes })
const under = (...values: number[]) => Object.fromEntries(values.map((value, i) => [`broker-${i + 1}`, { [UNDER]: value }]))
const above = (metric: string, value: number): Threshold => ({ metric, over: 'each', is: 'above', value })
const said = (crossings: ReturnType<typeof crossingsOf>) => crossings.map(({ threshold, breaches, since }) => `${since / 1_000_000} ${saidOf(threshold)} ${breaches.map(({ on, value }) => `${on} ${value}`).join(' ')}`)

describe('a threshold', () => {
  test('fires since the first sample beyond it without a pause, and is crossed anew after a pause', () => {
    const samples = [at(1, under(2, 0)), at(2, under(0, 0)), at(3, under(1, 0)), at(4, under(3, 1))]
    expect(alertsOf(samples, USUAL)).toEqual([{ threshold: USUAL[0], since: 3_000_000, breaches: [{ on: 'broker-1', value: 3 }, { on: 'broker-2', value: 1 }] }])
    expect(said(crossingsOf(samples, USUAL))).toEqual(['1 UnderReplicatedPartitions > 0 broker-1 2', '3 UnderReplicatedPartitions > 0 broker-1 1'])
    expect(alertsOf([at(1, under(0))], USUAL)).toEqual([])
  })

  test('watched sample by sample says what it says of all of them at once, also on another way of the world', () => {
    const vigils = new Vigils(), samples = [1, 0, 2, 2, 0, 0, 1, 3].map((value, i) => at(i + 1, under(value)))
    for (const way of [...samples.map((_, i) => samples.slice(0, i + 1)), [...samples.slice(0, 3), at(9, under(0))], samples.slice(2)]) {
      expect(vigils.over(way, USUAL)).toEqual({ alerts: alertsOf(way, USUAL), crossings: crossingsOf(way, USUAL) })
    }
  })

  /* Of a quorum's nodes one is active: each other one says 0, and is well. */
  test('on a sum asks all processes together, also those that are gone', () => {
    const active = (...values: number[]) => Object.fromEntries(values.map((value, i) => [`controller-${i + 4}`, { [ACTIVE]: value }]))
    expect(said(crossingsOf([at(1), at(2, active(1, 0, 0)), at(3, active(0, 0)), at(4, active(1, 0)), at(5)], USUAL)))
      .toEqual(['3 Σ ActiveControllerCount ≠ 1  0', '5 Σ ActiveControllerCount ≠ 1  0'])
  })

  test('on a meter is one on how much it grew in a second', () => {
    const failed = (count: number) => ({ 'broker-1': { [FAILED]: count } })
    expect(said(crossingsOf([at(1, failed(90)), at(2, failed(90)), at(4, failed(110))], [above(FAILED, 5)]))).toEqual(['4 FailedProduceRequestsPerSec > 5 broker-1 10'])
  })

  test('on clients names the process, and the client where it has several', () => {
    const lag = (client: string, value: number) => ({ [`kafka.consumer:type=consumer-fetch-manager-metrics,client-id=${client}#records-lag-max`]: value })
    const samples = [at(1, { billing: lag('consumer-1', 70), tool: { ...lag('a', 3), ...lag('b', 60) } })]
    expect(said(crossingsOf(samples, [above(LAG, 50)]))).toEqual(['1 consumer-fetch-manager-metrics records-lag-max > 50 billing 70 tool/b 60'])
  })
})

describe('what was watched', () => {
  const samples = [at(1), at(2), at(3)]
  test('belongs to a fork up to where it left, and is there again when one goes back', () => {
    const watched = new Watched()
    watched.go({ track: 'main', parent: null, forkedAt: 0 })
    watched.take(samples)
    watched.go({ track: '2', parent: 'main', forkedAt: 2_000_000 })
    expect(watched.take([at(2.5)])).toEqual([at(1), at(2), at(2.5)])
    watched.go({ track: 'main', parent: null, forkedAt: 0 })
    expect(watched.take([at(4)])).toEqual([...samples, at(4)])
  })
  test('gives way to what is sampled anew', () => {
    const watched = new Watched()
    watched.take(samples)
    expect(watched.take([at(2), at(3)])).toEqual(samples)
    watched.forget()
    expect(watched.take([])).toEqual([])
  })
})
