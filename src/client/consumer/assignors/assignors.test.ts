import { describe, expect, test } from 'vitest'
import { fromHex, goldenLines } from '../../../testing/golden.ts'
import type { AssignorName } from '../../config/consumer.ts'
import { compareText, groupByTopic, idOf, parsePartitionId, type TopicPartition } from '../../topic-partition.ts'
import type { Assignment, Subscription } from './assignor.ts'
import { assignPartitions, assignors } from './index.ts'

/*
 * What Kafka's own assignors answered. Where Java's answer hangs on the order of its maps, the one for sorted maps counts;
 * where it hangs on hash codes, balance and stickiness count.
 */
type Shares = Record<string, Record<string, number[]>>
interface Round {
  assignor: string; case: number; round: number
  topics: Record<string, { partitions?: number; racks?: string[][]; missing?: true }>
  members: Record<string, { topics: string[]; rack?: string; instance?: string; owned: Record<string, number[]>; subscriptionGeneration: number; userData?: string }>
  assignment: Shares; assignmentIfSorted?: Shares; kept: number; orderSensitive: boolean; hashFree: boolean; countsStable?: boolean; keptStable?: boolean
}

const partitionsOf = (shares: Record<string, number[]>): TopicPartition[] =>
  Object.entries(shares).flatMap(([topic, partitions]) => partitions.map(partition => ({ topic, partition })))

const topicsOf = ({ topics }: Round) => new Map(Object.entries(topics)
  .filter(([, topic]) => !topic.missing)
  .map(([name, topic]) => [name, Array.from({ length: topic.partitions ?? topic.racks?.length ?? 0 }, (_, i) => topic.racks?.[i] ?? [])]))

const membersOf = ({ members }: Round): Map<string, Subscription> => new Map(Object.entries(members).map(([id, member]) => [id, {
  topics: member.topics, ownedPartitions: partitionsOf(member.owned), generation: member.subscriptionGeneration,
  rack: member.rack ?? null, instanceId: member.instance ?? null, userData: member.userData === undefined ? null : fromHex(member.userData),
}]))

const sharesOf = (assignment: Assignment): Shares => Object.fromEntries([...assignment].sort((a, b) => compareText(a[0], b[0])).map(([member, partitions]) =>
  [member, Object.fromEntries(groupByTopic(partitions).sort((a, b) => compareText(a[0], b[0]))
    .map(([topic, all]) => [topic, all.map(tp => tp.partition).sort((a, b) => a - b)]))]))

const counts = (shares: Shares): number[] => Object.values(shares).map(share => partitionsOf(share).length).sort((a, b) => a - b)
const kept = (round: Round, shares: Shares): number => Object.entries(shares).reduce((sum, [member, share]) => {
  const owned = new Set(partitionsOf(round.members[member]?.owned ?? {}).map(idOf))
  return sum + partitionsOf(share).filter(tp => owned.has(idOf(tp))).length
}, 0)

const rounds = goldenLines<Round>('assignors.jsonl').filter(round => round.assignor in assignors)

describe.each(Object.keys(assignors) as AssignorName[])('%s', name => {
  const own = rounds.filter(round => round.assignor === name)
  const answer = (round: Round) => sharesOf(assignPartitions(name, topicsOf(round), membersOf(round)))
  const exact = own.filter(round => round.hashFree)
  const loose = own.filter(round => !round.hashFree)

  test(`answers as Kafka does: ${exact.length} rounds exactly, ${loose.length} by balance and stickiness`, () => {
    expect(exact.length).toBeGreaterThan(40)
    for (const round of exact) {
      expect({ case: round.case, round: round.round, ...answer(round) })
        .toEqual({ case: round.case, round: round.round, ...(round.assignmentIfSorted ?? round.assignment) })
    }
    for (const round of loose) {
      const shares = answer(round)
      if (round.countsStable) expect([round.case, counts(shares)]).toEqual([round.case, counts(round.assignment)])
      if (round.keptStable) expect([round.case, kept(round, shares)]).toEqual([round.case, round.kept])
    }
  })

  test('does not depend on the order in which members and topics are given', () => {
    for (const round of own) {
      const turned = assignPartitions(name, new Map([...topicsOf(round)].reverse()), new Map([...membersOf(round)].reverse()))
      expect(sharesOf(turned)).toEqual(answer(round))
    }
  })
})

test('a partition id is cut at its last dash', () => {
  expect(parsePartitionId('orders-eu-12')).toEqual({ topic: 'orders-eu', partition: 12 })
})
