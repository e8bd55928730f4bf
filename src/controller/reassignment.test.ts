import { describe, expect, test } from 'vitest'
import { AlterPartitionReassignments } from '../protocol/apis/45-alter-partition-reassignments.ts'
import { ListPartitionReassignments } from '../protocol/apis/46-list-partition-reassignments.ts'
import { AlterPartition } from '../protocol/apis/56-alter-partition.ts'
import { errorName } from '../protocol/errors.ts'
import { fc } from '../testing/property.ts'
import { alterPartition } from './alter-partition.ts'
import { alterPartitionReassignments } from './alter-partition-reassignments.ts'
import { decoded, Desk } from './desk.testing.ts'
import { listPartitionReassignments } from './list-partition-reassignments.ts'

/*
 * KIP-455: new replicas join, catch up, and only then the old ones go. All that a controller sees of it are its own records and
 * the ISRs that leaders propose.
 */

const five = (): Desk => {
  const desk = new Desk()
  desk.join(1, 2, 3, 4, 5)
  return desk
}
const move = (desk: Desk, replicas: readonly number[] | null, topic = 'orders', partitionIndex = 0): string => {
  const answer = desk.take(alterPartitionReassignments(desk.knowledge, decoded(AlterPartitionReassignments.request, 1, {
    topics: [{ name: topic, partitions: [{ partitionIndex, replicas }] }],
  })))
  const [{ errorCode, errorMessage }] = answer.responses![0]!.partitions! as [{ errorCode?: number; errorMessage?: string | null }]
  return [errorName(errorCode!), errorMessage].filter(each => each !== null).join(': ')
}
/** The leader proposes an ISR. */
const propose = (desk: Desk, isr: readonly number[]): string => {
  const { id, partitions: [partition] } = desk.image.topics.get('orders')!
  const { leader, leaderEpoch, partitionEpoch } = partition!
  const answer = desk.take(alterPartition(desk.knowledge, decoded(AlterPartition.request, 3, {
    brokerId: leader, brokerEpoch: desk.image.brokers.get(leader)!.epoch, topics: [{ topicId: id, partitions: [{
      partitionIndex: 0, leaderEpoch, partitionEpoch, newIsrWithEpochs: isr.map(brokerId => ({ brokerId, brokerEpoch: -1 })),
    }] }],
  })))
  return errorName(answer.topics![0]!.partitions![0]!.errorCode!)
}
/** `1,2 +3 -2 · leader 1 isr 1,2 · epochs 0/0`. */
const tell = (desk: Desk): string => {
  const { replicas, addingReplicas, removingReplicas } = desk.partition('orders')
  const some = (sign: string, ids: readonly number[]): string => ids.length > 0 ? ` ${sign}${ids.join(',')}` : ''
  return `${replicas.join(',')}${some('+', addingReplicas)}${some('-', removingReplicas)} · ${desk.tell('orders')}`
}
const ongoing = (desk: Desk, topics: { name: string; partitionIndexes: number[] }[] | null = null) =>
  desk.take(listPartitionReassignments(desk.knowledge, decoded(ListPartitionReassignments.request, 0, { topics }))).topics

const moving = (): Desk => {
  const desk = five()
  desk.create('orders', [[1, 2]])
  move(desk, [3, 4])
  return desk
}

describe('a partition moves', () => {
  test('in three steps, and the leader goes last', () => {
    const desk = moving()
    expect(tell(desk)).toBe('3,4,1,2 +3,4 -1,2 · leader 1 isr 1,2 · epochs 0/1')
    expect(propose(desk, [1, 2, 3])).toBe('NONE')
    expect(tell(desk)).toBe('3,4,1,2 +3,4 -1,2 · leader 1 isr 1,2,3 · epochs 0/2')
    expect(propose(desk, [1, 2, 3, 4])).toBe('NEW_LEADER_ELECTED')
    expect(tell(desk)).toBe('3,4 · leader 3 isr 3,4 · epochs 1/3')
    expect(desk.lines.at(-1)).toBe('AlterPartition request from node 1 for orders-0 completed the ongoing partition reassignment and triggered a leadership '
      + 'change isr: [1, 2, 3] -> [3, 4], replicaSet: [3, 4, 1, 2] -> [3, 4], partitionEpoch: 2 -> 3, leaderEpoch: 0 -> 1. Returning NEW_LEADER_ELECTED.')
  })

  test('with a leader that stays: its epoch rises all the same, so that who leaves hears of it', () => {
    const desk = five()
    desk.create('orders', [[1, 2]])
    move(desk, [1, 3])
    propose(desk, [1, 2, 3])
    expect(tell(desk)).toBe('1,3 · leader 1 isr 1,3 · epochs 1/2')
  })

  test('at once when nobody is new', () => {
    const desk = five()
    desk.create('orders', [[1, 2, 3]])
    expect(move(desk, [3, 1])).toBe('NONE')
    expect(tell(desk)).toBe('3,1 · leader 1 isr 1,3 · epochs 1/1')
  })

  test('each replica\'s directory goes with it', () => {
    const desk = moving()
    propose(desk, [1, 2, 3, 4])
    expect(desk.partition('orders').directories).toEqual([3, 4].map(id => desk.image.brokers.get(id)!.logDirs[0]))
  })

  test('on, when a replica that was to be added is to go elsewhere', () => {
    const desk = moving()
    move(desk, [5, 1])
    expect(tell(desk)).toBe('5,1,2,3,4 +5 -2,3,4 · leader 1 isr 1,2 · epochs 0/2')
    propose(desk, [1, 2, 5])
    expect(tell(desk)).toBe('5,1 · leader 1 isr 1,5 · epochs 1/3')
  })

  test('also when its leader dies on the way', () => {
    const desk = moving()
    propose(desk, [1, 2, 3])
    desk.wait(10, [1])
    expect(tell(desk)).toBe('3,4,1,2 +3,4 -1,2 · leader 3 isr 2,3 · epochs 1/3')
    propose(desk, [2, 3, 4])
    expect(tell(desk)).toBe('3,4 · leader 3 isr 3,4 · epochs 2/4')
  })
})

describe('a move is cancelled', () => {
  test('and the partition is what it was', () => {
    const desk = moving()
    propose(desk, [1, 2, 3])
    expect(move(desk, null)).toBe('NONE')
    expect(tell(desk)).toBe('1,2 · leader 1 isr 1,2 · epochs 1/3')
    expect(move(desk, null)).toBe('NO_REASSIGNMENT_IN_PROGRESS')
  })

  test('not when only new replicas are in sync: an unclean election would have to be allowed', () => {
    for (const allowed of ['false', 'true']) {
      const desk = five()
      desk.create('orders', [[1, 2]], { 'unclean.leader.election.enable': allowed })
      move(desk, [3, 4])
      propose(desk, [1, 3])
      desk.wait(10, [1])
      expect(desk.partition('orders').isr).toEqual([3])
      const answer = move(desk, null)
      if (allowed === 'false') expect(answer).toBe('INVALID_REPLICA_ASSIGNMENT: Unable to revert partition assignment for orders:0 because it would require an unclean leader election.')
      else expect([answer, desk.partition('orders').replicas]).toEqual(['NONE', [1, 2]])
    }
  })
})

test('moves under way are listed, those asked for or all', () => {
  const desk = moving()
  desk.create('still', [[1]])
  const underway = [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas: [3, 4, 1, 2], addingReplicas: [3, 4], removingReplicas: [1, 2] }] }]
  expect(ongoing(desk)).toEqual(underway)
  expect(ongoing(desk, [{ name: 'orders', partitionIndexes: [0, 7] }, { name: 'none', partitionIndexes: [0] }])).toEqual(underway)
  expect(ongoing(desk, [{ name: 'still', partitionIndexes: [0] }])).toEqual([])
})

test('what is not there cannot be moved', () => {
  const desk = moving()
  desk.create('probe', [[1]])
  expect(move(desk, null, 'probe')).toBe('NO_REASSIGNMENT_IN_PROGRESS')
  expect(desk.lines.at(-2)).toBe('Unable to alter partition reassignment for probe:0 because of an NoReassignmentInProgressException error: No partition reassignment is in progress.')
  expect(move(desk, [1], 'none')).toBe('UNKNOWN_TOPIC_OR_PARTITION: Unable to find a topic named none.')
  expect(move(desk, [1], 'orders', 4)).toBe('UNKNOWN_TOPIC_OR_PARTITION: Unable to find partition orders:4.')
})

test('whatever is asked and whoever is in sync, a move ends where it was last told to, and always has a leader in its ISR', () => {
  const target = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 1 })
  fc.assert(fc.property(fc.array(target, { minLength: 1, maxLength: 5 }), targets => {
    const desk = five()
    desk.create('orders', [[1, 2]])
    for (const replicas of targets) {
      move(desk, replicas)
      const { leader, isr, replicas: all } = desk.partition('orders')
      expect(isr).toContain(leader)
      expect(isr.every(replica => all.includes(replica))).toBe(true)
    }
    propose(desk, desk.partition('orders').replicas)
    expect(desk.partition('orders')).toMatchObject({ replicas: targets.at(-1), addingReplicas: [], removingReplicas: [] })
  }), { numRuns: 200 })
})
