import { describe, expect, test } from 'vitest'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { OffsetFetch } from '../../protocol/apis/09-offset-fetch.ts'
import { DescribeGroups } from '../../protocol/apis/15-describe-groups.ts'
import { DeleteGroups } from '../../protocol/apis/42-delete-groups.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'
import { BrokerKit } from '../../testing/broker-kit.ts'
import { beat, coordinator, join, joined, pair, send, state } from '../../testing/group-story.ts'

const commit = (kit: BrokerKit, offset: number, member = '', generation = -1) => kit.ask(OffsetCommit, 9, {
  groupId: 'billing', generationIdOrMemberEpoch: generation, memberId: member, topics: [
    { name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: offset, committedMetadata: '' }] },
  ],
})
const fetched = (kit: BrokerKit) =>
  (kit.ask(OffsetFetch, 9, { groups: [{ groupId: 'billing', topics: null }] }) as Response<typeof OffsetFetch>).groups[0]!
const commitError = (answer: unknown) => (answer as Response<typeof OffsetCommit>).topics[0]!.partitions[0]!.errorCode

describe('offsets', () => {
  test('are committed by members of the generation, and by anyone when there are none', () => {
    const { kit, a } = pair()
    expect(commitError(commit(kit, 4, a, 1))).toBe(Errors.NONE)
    expect(commitError(commit(kit, 5, a, 2))).toBe(Errors.ILLEGAL_GENERATION)
    expect(commitError(commit(kit, 5, 'nobody', 1))).toBe(Errors.UNKNOWN_MEMBER_ID)
    expect(commitError(commit(kit, 5))).toBe(Errors.UNKNOWN_MEMBER_ID)
    expect(fetched(kit).topics).toMatchObject([{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset: 4 }] }])
    expect(commitError(commit(coordinator(), 7))).toBe(Errors.NONE)
  })

  test('take effect, and are answered, when they are committed in the log', () => {
    const kit = new BrokerKit().topics({ __consumer_offsets: { partitions: [{ replicas: [1, 2] }] }, orders: { partitions: [{ replicas: [1] }] } })
    const waiting = commit(kit, 3)
    expect(fetched(kit).topics).toEqual([])
    kit.pass(5000)
    expect(commitError(kit.answered(OffsetCommit, waiting))).toBe(Errors.COORDINATOR_NOT_AVAILABLE)
    kit.partition('__consumer_offsets', 0, { isr: [1] })
    expect(fetched(kit).topics).toMatchObject([{ partitions: [{ committedOffset: 3 }] }])
  })

  test('expire offsets.retention.minutes after the group fell empty, and the group with them', () => {
    const kit = coordinator({ 'offsets.retention.minutes': '60' })
    commit(kit, 3)
    kit.pass(59 * 60_000)
    expect(fetched(kit).topics).toHaveLength(1)
    kit.pass(11 * 60_000)
    expect(fetched(kit).topics).toEqual([])
    expect(state(kit)).toBeUndefined()
  })

  test('go with their group, if it has no members', () => {
    const { kit } = pair()
    expect(kit.ask(DeleteGroups, 2, { groupsNames: ['billing', 'none'] })).toMatchObject(
      { results: [{ groupId: 'billing', errorCode: Errors.NON_EMPTY_GROUP }, { groupId: 'none', errorCode: Errors.GROUP_ID_NOT_FOUND }] },
    )
    const simple = coordinator()
    commit(simple, 3)
    expect(simple.ask(DeleteGroups, 2, { groupsNames: ['billing'] })).toMatchObject({ results: [{ groupId: 'billing', errorCode: 0 }] })
    expect(simple.ask(DescribeGroups, 6, { groups: ['billing'] })).toMatchObject(
      { groups: [{ groupState: 'Dead', errorCode: Errors.GROUP_ID_NOT_FOUND }] },
    )
  })
})

describe('a new coordinator', () => {
  test('replays the log: members, generation and offsets are there, and sessions begin anew', () => {
    const { kit, a, b } = pair()
    commit(kit, 9, a, 1)
    kit.pass(5000)
    kit.partition('__consumer_offsets', 0, { leader: 2, leaderEpoch: 1 })
    expect(beat(kit, a, 1)).toBe(Errors.NOT_COORDINATOR)
    kit.partition('__consumer_offsets', 0, { leader: 1, leaderEpoch: 2 })
    expect(beat(kit, a, 1)).toBe(Errors.NONE)
    expect(kit.part.view().groups['billing']).toMatchObject({ state: 'Stable', generation: 1, leader: a, committed: { 'orders-0': 9 } })
    kit.pass(9999)
    expect(beat(kit, b, 1)).toBe(Errors.NONE)
  })

  test('is asked to wait while it loads', () => {
    const { kit, a } = pair()
    kit.partition('__consumer_offsets', 0, { leader: 2, leaderEpoch: 1 })
    kit.serve = () => undefined
    kit.partition('__consumer_offsets', 0, { leader: 1, leaderEpoch: 2 })
    expect(commitError(commit(kit, 1, a, 1))).toBe(Errors.COORDINATOR_LOAD_IN_PROGRESS)
  })
})

test('barriers, sessions and waiting members survive being saved and loaded', () => {
  const { kit, a, b } = pair()
  const c = join(kit)
  kit.reload()
  const again = send(kit, a)
  send(kit, b)
  kit.reload()
  expect(joined(kit, again)).toMatchObject({ generationId: 2 })
  expect(joined(kit, c.waiting)).toMatchObject({ generationId: 2 })
  kit.pass(10_000)
  expect(state(kit)).toBe('Empty')
})
