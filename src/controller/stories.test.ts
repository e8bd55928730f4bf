import { describe, expect, test } from 'vitest'
import { AlterPartition } from '../protocol/apis/56-alter-partition.ts'
import { ElectLeaders } from '../protocol/apis/43-elect-leaders.ts'
import { AllocateProducerIds } from '../protocol/apis/67-allocate-producer-ids.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { errorName } from '../protocol/errors.ts'
import { incrementalAlterConfigs } from './alter-configs.ts'
import { alterPartition } from './alter-partition.ts'
import { decoded, Desk } from './desk.testing.ts'
import { electLeaders } from './elect-leaders.ts'
import { allocateProducerIds } from './producer-ids.ts'

const three = (properties: Record<string, string> = {}): Desk => {
  const desk = new Desk(properties)
  desk.join(1, 2, 3)
  return desk
}

const alter = (desk: Desk, broker: number, topic: string, isr: readonly number[], change: { leaderEpoch?: number; partitionEpoch?: number; epochs?: Record<number, number> } = {}): string => {
  const { id, partitions: [partition] } = desk.image.topics.get(topic)!
  const answer = desk.take(alterPartition(desk.knowledge, decoded(AlterPartition.request, 3, {
    brokerId: broker, brokerEpoch: desk.image.brokers.get(broker)!.epoch, topics: [{ topicId: id, partitions: [{
      partitionIndex: 0, leaderEpoch: change.leaderEpoch ?? partition!.leaderEpoch, partitionEpoch: change.partitionEpoch ?? partition!.partitionEpoch,
      newIsrWithEpochs: isr.map(brokerId => ({ brokerId, brokerEpoch: change.epochs?.[brokerId] ?? desk.image.brokers.get(brokerId)?.epoch ?? -1 })),
    }] }],
  })))
  return errorName(answer.topics![0]!.partitions![0]!.errorCode!)
}

const elect = (desk: Desk, topic: string, type: 0 | 1): string => {
  const answer = desk.take(electLeaders(desk.knowledge, decoded(ElectLeaders.request, 2, { electionType: type, topicPartitions: [{ topic, partitions: [0] }], timeoutMs: 1 })))
  return errorName(answer.replicaElectionResults![0]!.partitionResult![0]!.errorCode!)
}

/* KIP-631: a broker's session is its heartbeats; without them it is fenced after broker.session.timeout.ms. */
describe('a broker falls silent', () => {
  test('its session lives for nine seconds, then the next replica leads', () => {
    const desk = three()
    desk.create('orders', [[1, 2, 3]])
    desk.wait(9, [1])
    expect(desk.tell('orders')).toBe('leader 1 isr 1,2,3 · epochs 0/0')
    desk.wait(1, [1])
    expect(desk.tell('orders')).toBe('leader 2 isr 2,3 · epochs 1/1')
    expect(desk.image.brokers.get(1)!.fenced).toBe(true)
    expect(desk.lines.slice(-2)).toEqual(['Fencing broker 1 at epoch 9 because its session has timed out.', 'handleBrokerFenced: changing 1 partition(s)'])
  })

  test('its epoch is the offset of its registration', () => {
    const desk = new Desk()
    const offset = desk.image.offset
    desk.register(1)
    expect(desk.image.brokers.get(1)!.epoch).toBe(offset + 1)
  })

  test('another incarnation is kept out until the session is over', () => {
    const desk = three()
    expect(errorName(desk.register(1, 77))).toBe('DUPLICATE_BROKER_REGISTRATION')
    desk.wait(10, [1])
    expect(errorName(desk.register(1, 77))).toBe('NONE')
  })
})

/* KIP-966: who left an ISR below min.insync.replicas may still lead; after an unclean shutdown it may not. */
describe('eligible leader replicas', () => {
  const lonely = (): Desk => {
    const desk = three()
    desk.create('orders', [[1, 2, 3]], { 'min.insync.replicas': '2' })
    desk.wait(10, [2, 3])
    return desk
  }

  test('keep who left an ISR as it fell below min.insync.replicas, not who left before', () => {
    expect(lonely().tell('orders')).toBe('leader 1 isr 1 elr 3 · epochs 0/2')
  })

  test('take over when the last of the ISR goes too, and forget nothing', () => {
    const desk = lonely()
    desk.wait(10, [1, 2, 3])
    expect(desk.tell('orders')).toBe('leader none isr - elr 1,3 last 1 · epochs 1/3')
    desk.beat(3)
    expect(desk.tell('orders')).toBe('leader 3 isr 3 elr 1 · epochs 2/4')
  })

  test('lose a broker that comes back from an unclean shutdown, and keep one that stopped cleanly', () => {
    const desk = lonely()
    desk.register(3, 33, desk.image.brokers.get(3)!.epoch)
    expect(desk.tell('orders')).toBe('leader 1 isr 1 elr 3 · epochs 0/2')
    desk.wait(10, [3])
    desk.register(3, 34)
    expect(desk.tell('orders')).toBe('leader 1 isr 1 · epochs 0/3')
  })

  test('with ISR and ELR empty, the last leader leads again when it is back, uncleanly', () => {
    const desk = three()
    desk.create('orders', [[1]])
    desk.wait(10, [1])
    expect(desk.tell('orders')).toBe('leader none isr - elr 1 last 1 · epochs 1/1')
    desk.register(1, 11)
    expect(desk.tell('orders')).toBe('leader none isr - last 1 · epochs 1/2')
    desk.beat(1)
    expect(desk.tell('orders')).toBe('leader 1 isr 1 · epochs 2/3 recovering')
  })

  test('are cleared when min.insync.replicas changes', () => {
    const desk = lonely()
    desk.take(incrementalAlterConfigs(desk.knowledge, decoded(IncrementalAlterConfigs.request, 1, {
      resources: [{ resourceType: 2, resourceName: 'orders', configs: [{ name: 'min.insync.replicas', configOperation: 0, value: '3' }] }],
    })))
    expect(desk.tell('orders')).toBe('leader 1 isr 1 · epochs 0/3')
  })
})

/* KIP-497, KIP-841, KIP-903: the leader asks, the controller decides. */
describe('a leader asks for another ISR', () => {
  const led = (): Desk => {
    const desk = three()
    desk.create('orders', [[1, 2, 3]])
    return desk
  }

  test('it may shrink and grow it', () => {
    const desk = led()
    expect(alter(desk, 1, 'orders', [1, 2])).toBe('NONE')
    expect(desk.tell('orders')).toBe('leader 1 isr 1,2 · epochs 0/1')
    expect(alter(desk, 1, 'orders', [1, 2, 3])).toBe('NONE')
  })

  test.each([
    ['NOT_CONTROLLER', (desk: Desk) => alter(desk, 1, 'orders', [1], { leaderEpoch: 5 })],
    ['INVALID_REQUEST', (desk: Desk) => alter(desk, 2, 'orders', [1, 2])],
    ['INVALID_REQUEST', (desk: Desk) => alter(desk, 1, 'orders', [2, 3])],
    ['INVALID_REQUEST', (desk: Desk) => alter(desk, 1, 'orders', [1, 9])],
    ['INELIGIBLE_REPLICA', (desk: Desk) => alter(desk, 1, 'orders', [1, 2], { epochs: { 2: 1 } })],
    ['INVALID_UPDATE_VERSION', (desk: Desk) => { alter(desk, 1, 'orders', [1, 2]); return alter(desk, 1, 'orders', [1], { partitionEpoch: 0 }) }],
    ['FENCED_LEADER_EPOCH', (desk: Desk) => { desk.wait(10, [1]); desk.beat(1); return alter(desk, 1, 'orders', [1], { leaderEpoch: 0 }) }],
    ['INELIGIBLE_REPLICA', (desk: Desk) => { desk.wait(10, [3]); return alter(desk, 1, 'orders', [1, 2, 3]) }],
  ])('%s', (error, ask) => expect(ask(led())).toBe(error))
})

/* KIP-460: leaders go back to the replica they were meant for; only unclean elections may lose records. */
describe('an election', () => {
  test('is not needed where the preferred replica leads', () => {
    const desk = three()
    desk.create('orders', [[1, 2, 3]])
    expect(elect(desk, 'orders', 0)).toBe('ELECTION_NOT_NEEDED')
  })

  test('gives the partition back to its first replica, by hand or by the clock', () => {
    for (const by of ['hand', 'clock']) {
      const desk = three()
      desk.create('orders', [[1, 2, 3]])
      desk.wait(10, [1])
      desk.beat(1)
      expect(elect(desk, 'orders', 0)).toBe('PREFERRED_LEADER_NOT_AVAILABLE')
      alter(desk, 2, 'orders', [1, 2, 3])
      if (by === 'hand') expect(elect(desk, 'orders', 0)).toBe('NONE')
      else desk.run('electPreferred')
      expect(desk.tell('orders')).toBe('leader 1 isr 1,2,3 · epochs 2/3')
    }
  })

  test('may be unclean when there is no other way and it is asked for', () => {
    const desk = three()
    desk.create('orders', [[1, 2]])
    alter(desk, 1, 'orders', [1])
    desk.wait(10, [1])
    expect(desk.tell('orders')).toBe('leader none isr - elr 1 last 1 · epochs 1/2')
    expect(elect(desk, 'orders', 1)).toBe('NONE')
    expect(desk.tell('orders')).toBe('leader 2 isr 2 · epochs 2/3 recovering')
  })

  test('is unclean by itself where unclean.leader.election.enable says so', () => {
    const desk = three()
    desk.create('orders', [[1, 2]], { 'unclean.leader.election.enable': 'true' })
    alter(desk, 1, 'orders', [1])
    desk.wait(10, [1])
    expect(desk.tell('orders')).toBe('leader 2 isr 2 · epochs 1/2 recovering')
  })
})

/* KIP-500, KIP-631: a broker that leaves in order hands over first. */
describe('a controlled shutdown', () => {
  test('moves leaders at once, and lets the broker go when all others know', () => {
    const desk = three()
    desk.create('orders', [[1, 2, 3]])
    expect(desk.beat(1, { wantShutDown: true })).toEqual({ isFenced: false, shouldShutDown: false })
    expect(desk.tell('orders')).toBe('leader 2 isr 2,3 · epochs 1/1')
    expect(desk.beat(1, { wantShutDown: true }).shouldShutDown).toBe(false)
    desk.beat(2)
    desk.beat(3)
    expect(desk.beat(1, { wantShutDown: true })).toEqual({ isFenced: true, shouldShutDown: true })
    expect(errorName(desk.register(1, 11, desk.image.brokers.get(1)!.epoch))).toBe('NONE')
  })

  test('is granted at once to a broker that leads nothing', () => {
    expect(three().beat(3, { wantShutDown: true }).shouldShutDown).toBe(true)
  })
})

/* KIP-730. */
test('producer ids are given out in blocks of a thousand, each once', () => {
  const desk = three()
  const ask = (brokerId: number) => desk.take(allocateProducerIds(desk.knowledge, decoded(AllocateProducerIds.request, 0, { brokerId, brokerEpoch: desk.image.brokers.get(brokerId)!.epoch })))
  expect([ask(1), ask(2), ask(1)].map(({ producerIdStart, producerIdLen }) => [producerIdStart, producerIdLen])).toEqual([[0, 1000], [1000, 1000], [2000, 1000]])
})
