import { describe, expect, test } from 'vitest'
import type { PartitionView, ServerView } from '../env/view.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { Story } from '../testing/world.ts'
import { topologyActions, type Topology } from '../world/topology.ts'
import { asker } from './asker.testing.ts'
import { kafkaServer } from './server.ts'

/** Brokers and a controller, all defaults, in a world that costs nothing; one second after power-on. */
function cluster(topology: Partial<Topology> = {}): Story {
  const w = new Story({ seed: 1, programs: { server: kafkaServer as never, asker }, codecs: noCodecs, onCrash: 'throw' })
  for (const action of topologyActions({ brokers: 3, ...topology })) w.act(action)
  w.start('admin', { program: 'asker' })
  w.run(1).seconds
  return w
}

const server = (w: Story, process: string): ServerView => w.world.view().processes[process]!.view as ServerView
const partition = (w: Story, topic: string, index = 0, seenBy = 'controller-4'): PartitionView => server(w, seenBy).metadata.topics[topic]!.partitions[index]!
const seen = (w: Story, topic: string, seenBy?: string): Pick<PartitionView, 'leader' | 'isr' | 'epoch'> => {
  const { leader, isr, epoch } = partition(w, topic, 0, seenBy)
  return { leader, isr, epoch }
}
/** Asks a broker, and gives the answer when it has come. */
function ask(w: Story, host: string, api: string, body: object): unknown {
  w.tell('admin', host, api, body)
  const told = w.runUntil(each => each.is === 'console' && each.process === 'admin')
  return JSON.parse((told as { text: string }).text)
}
const createOrders = (w: Story): unknown => ask(w, 'm1', 'CreateTopics', { topics: [{
  name: 'orders', numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1, 2, 3] }],
}], timeoutMs: 10_000 })
const secondsUntil = (w: Story, holds: () => boolean): number => {
  const from = w.world.now
  for (let i = 0; i < 6_000 && !holds(); i++) w.run(10).millis
  return (w.world.now - from) / 1_000_000
}

describe('a cluster starts', () => {
  test('and all its brokers are unfenced within a second', () => {
    const w = cluster()
    const { brokers } = server(w, 'controller-4').metadata
    expect(Object.values(brokers).map(({ id, fenced, rack, host }) => ({ id, fenced, rack, host }))).toEqual([
      { id: 1, fenced: false, rack: 'rack-a', host: 'm1' }, { id: 2, fenced: false, rack: 'rack-b', host: 'm2' }, { id: 3, fenced: false, rack: 'rack-c', host: 'm3' },
    ])
    expect(['controller-4', 'broker-1', 'broker-2', 'broker-3'].map(name => server(w, name).lifecycle)).toEqual(['RUNNING', 'RUNNING', 'RUNNING', 'RUNNING'])
  })

  test('a broker alone with its controller in one process too', () => {
    const w = cluster({ brokers: 1, controller: 'combined' })
    expect(server(w, 'broker-1')).toMatchObject({ lifecycle: 'RUNNING', roles: ['broker', 'controller'], quorum: { leader: 1 } })
    expect(createOrdersOn1(w)).toMatchObject({ topics: [{ errorCode: 0 }] })
  })
})
const createOrdersOn1 = (w: Story): unknown => ask(w, 'm1', 'CreateTopics', { topics: [{ name: 'orders', numPartitions: 1, replicationFactor: 1 }], timeoutMs: 10_000 })

/* KIP-590: what only the controller may do, any broker passes on. */
describe('a topic is created through a broker', () => {
  test('and known to all brokers when the answer comes, or a moment later', () => {
    const w = cluster()
    expect(createOrders(w)).toMatchObject({ topics: [{ name: 'orders', errorCode: 0, numPartitions: 1, replicationFactor: 3 }] })
    w.run(10).millis
    for (const name of ['controller-4', 'broker-1', 'broker-2', 'broker-3']) expect(seen(w, 'orders', name)).toEqual({ leader: 1, isr: [1, 2, 3], epoch: 0 })
  })

  test('a broker refuses itself what is not its to change', () => {
    const answer = ask(cluster(), 'm1', 'IncrementalAlterConfigs', { resources: [{ resourceType: 4, resourceName: '9', configs: [] }] })
    expect(answer).toMatchObject({ responses: [{ errorCode: 42, errorMessage: 'Unexpected broker id, expected 1, but received 9' }] })
  })
})

/* golden/behaviour.md: 9.40 s from kill −9 of a leader to the new one, broker.session.timeout.ms being 9 s. */
describe('a leader is killed', () => {
  test('another leads when its session is over, and it comes back as a follower in the ISR', () => {
    const w = cluster()
    createOrders(w)
    w.kill('broker-1')
    const seconds = secondsUntil(w, () => partition(w, 'orders').leader === 2)
    expect(seconds).toBeGreaterThan(7)
    expect(seconds).toBeLessThan(10.2)
    expect(seen(w, 'orders')).toEqual({ leader: 2, isr: [2, 3], epoch: 1 })
    w.start('broker-1')
    expect(secondsUntil(w, () => partition(w, 'orders').isr.length === 3)).toBeLessThan(5)
    expect(seen(w, 'orders')).toMatchObject({ leader: 2, epoch: 1 })
  })
})

/* golden/behaviour.md: 0.07 s from SIGTERM of a leader to the new one; no session timeout is involved. */
test('a leader that is stopped hands over first, and its process ends', () => {
  const w = cluster()
  createOrders(w)
  w.stop('broker-1')
  expect(secondsUntil(w, () => partition(w, 'orders').leader === 2)).toBeLessThan(0.1)
  secondsUntil(w, () => w.world.view().processes['broker-1']!.state === 'down')
  expect(w.world.view().processes['broker-1']!.exit).toMatchObject({ code: 0 })
  w.start('broker-1')
  secondsUntil(w, () => partition(w, 'orders').isr.length === 3)
  expect(seen(w, 'orders')).toEqual({ leader: 2, isr: [2, 3, 1], epoch: 1 })
})

describe('the controller', () => {
  test('comes back with all it had committed, in a new epoch', () => {
    const w = cluster()
    createOrders(w)
    w.kill('controller-4')
    w.run(1).seconds
    w.start('controller-4')
    w.run(5).seconds
    expect(server(w, 'controller-4').quorum).toMatchObject({ leader: 4, epoch: 2 })
    expect(seen(w, 'orders')).toEqual({ leader: 1, isr: [1, 2, 3], epoch: 0 })
    for (const name of ['broker-1', 'broker-2', 'broker-3']) expect(server(w, name).metadata.epoch).toBe(2)
  })

  test('away, leaves brokers as they are: nobody is fenced, and requests for it wait', () => {
    const w = cluster()
    w.kill('controller-4')
    w.run(20).seconds
    w.tell('admin', 'm1', 'CreateTopics', { topics: [{ name: 'late', numPartitions: 1, replicationFactor: 1 }], timeoutMs: 10_000 })
    w.run(1).seconds
    w.start('controller-4')
    w.runUntil(each => each.is === 'topic.created' && each.topic === 'late')
    expect(Object.values(server(w, 'controller-4').metadata.brokers).some(broker => broker.fenced)).toBe(false)
  })
})

test('a world saved in the middle of it all goes on alike', () => {
  const w = cluster()
  createOrders(w)
  w.kill('broker-1')
  w.run(8_800).millis
  const again = w.reloaded()
  for (const story of [w, again]) {
    story.run(2).seconds
    story.start('broker-1')
    story.run(3).seconds
  }
  expect(again.world.traceHash()).toBe(w.world.traceHash())
  expect(seen(again, 'orders')).toEqual(seen(w, 'orders'))
})

describe('a broker and its controller in one process', () => {
  const combined = (): Story => {
    const w = cluster({ brokers: 3, controller: 'combined' })
    createOrders(w)
    return w
  }

  test('lead others that are brokers alone', () => {
    const w = combined()
    w.run(10).millis
    for (const name of ['broker-1', 'broker-2', 'broker-3']) expect(seen(w, 'orders', name)).toEqual({ leader: 1, isr: [1, 2, 3], epoch: 0 })
  })

  test('stop together, and come back together', () => {
    const w = combined()
    w.stop('broker-1')
    secondsUntil(w, () => w.world.view().processes['broker-1']!.state === 'down')
    expect(w.world.view().processes['broker-1']!.exit).toMatchObject({ code: 0 })
    w.start('broker-1')
    secondsUntil(w, () => partition(w, 'orders', 0, 'broker-1').isr.length === 3)
    expect(seen(w, 'orders', 'broker-1')).toEqual({ leader: 2, isr: [2, 3, 1], epoch: 1 })
  })
})

test('a quorum of three voters is refused, not pretended', () => {
  const w = cluster({ voters: 3 })
  expect(w.world.view().processes['controller-4']!.exit).toMatchObject({ code: 1, reason: 'a quorum of more than one voter is not supported' })
})

test('what did not change is shown by the same objects', () => {
  const w = cluster()
  createOrders(w)
  w.run(1).seconds
  const before = server(w, 'broker-2')
  w.run(2).seconds
  const after = server(w, 'broker-2')
  expect(after.metadata.offset).toBeGreaterThan(before.metadata.offset)
  expect([after.metadata.topics === before.metadata.topics, after.metadata.brokers === before.metadata.brokers]).toEqual([true, true])
})
