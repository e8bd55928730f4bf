import { describe, expect, test } from 'vitest'
import { bootstrapServers, serversOf, topologyActions } from './topology.ts'

describe('a topology', () => {
  test('of three brokers has its controller on a machine of its own, and starts it first', () => {
    const actions = topologyActions({ brokers: 3 })
    expect(actions.map(action => (action.do === 'machine.add' ? `${action.machine} ${action.rack ?? ''}` : action.do === 'process.start' ? `${action.process}@${action.machine}` : ''))).toEqual([
      'c1 ', 'm1 rack-a', 'm2 rack-b', 'm3 rack-c', 'controller-4@c1', 'broker-1@m1', 'broker-2@m2', 'broker-3@m3',
    ])
    expect(serversOf({ brokers: 3 }).at(-1)!.properties).toMatchInlineSnapshot(`
      {
        "advertised.listeners": "PLAINTEXT://m3:9092",
        "broker.rack": "rack-c",
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.voters": "4@c1:9093",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "listeners": "PLAINTEXT://m3:9092",
        "log.dirs": "/data",
        "node.id": "3",
        "process.roles": "broker",
      }
    `)
  })

  test('of one combined server has one process', () => {
    const [server, ...none] = serversOf({ brokers: 1, controller: 'combined' })
    expect(none).toEqual([])
    expect(server!.properties).toMatchObject({ 'process.roles': 'broker,controller', 'controller.quorum.voters': '1@m1:9093', 'listeners': 'PLAINTEXT://m1:9092,CONTROLLER://m1:9093' })
  })

  test('takes properties for all and for one, other ids, and three voters', () => {
    const topology = { brokers: 2, firstId: 11, voters: 3, properties: { 'min.insync.replicas': '2' }, brokerProperties: { 12: { 'log.segment.bytes': '1024' } } }
    const servers = serversOf(topology)
    expect(servers.map(server => server.process)).toEqual(['controller-13', 'controller-14', 'controller-15', 'broker-11', 'broker-12'])
    expect(servers[0]!.properties['controller.quorum.voters']).toBe('13@c1:9093,14@c2:9093,15@c3:9093')
    expect(servers[4]!.properties).toMatchObject({ 'min.insync.replicas': '2', 'log.segment.bytes': '1024' })
    expect(bootstrapServers(topology)).toBe('m11:9092,m12:9092')
  })
})
