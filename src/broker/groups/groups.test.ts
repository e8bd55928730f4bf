import { describe, expect, test } from 'vitest'
import { OffsetCommit } from '../../protocol/apis/08-offset-commit.ts'
import { OffsetFetch } from '../../protocol/apis/09-offset-fetch.ts'
import { JoinGroup } from '../../protocol/apis/11-join-group.ts'
import { Heartbeat } from '../../protocol/apis/12-heartbeat.ts'
import { LeaveGroup } from '../../protocol/apis/13-leave-group.ts'
import { SyncGroup } from '../../protocol/apis/14-sync-group.ts'
import { DescribeGroups } from '../../protocol/apis/15-describe-groups.ts'
import { DeleteGroups } from '../../protocol/apis/42-delete-groups.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'
import { utf8Decode, utf8Encode } from '../../protocol/utf8.ts'
import { BrokerKit } from '../../testing/broker-kit.ts'

/** Enough of a cluster for one coordinator: the one partition of `__consumer_offsets` is here alone, so what is written is committed. */
function coordinator(properties: Record<string, string> = {}): BrokerKit {
  const kit = new BrokerKit({ brokers: [1], properties })
  return kit.topics({ __consumer_offsets: { partitions: [{ replicas: [1] }] }, orders: { partitions: [{ replicas: [1] }, { replicas: [1] }] } })
}

interface JoinOptions {
  version?: number; instance?: string; protocols?: string[]; session?: number; rebalance?: number; client?: string; metadata?: string
}
/** Sends JoinGroup; gives what came at once, or the number to ask for. */
const send = (kit: BrokerKit, memberId: string, options: JoinOptions = {}) => {
  const { version = 9, instance, protocols = ['range'], session = 10_000, rebalance = 60_000, client = 'shop', metadata = 'v1' } = options
  return kit.ask(JoinGroup, version, {
    groupId: 'billing', memberId, sessionTimeoutMs: session, rebalanceTimeoutMs: rebalance, protocolType: 'consumer',
    protocols: protocols.map(name => ({ name, metadata: utf8Encode(metadata) })), ...(instance !== undefined && { groupInstanceId: instance }),
  }, client)
}
type Joined = Response<typeof JoinGroup>

/** Joins as a Java consumer does: gets an id, comes back with it. Gives id and the number of the request that waits. */
function join(kit: BrokerKit, options: JoinOptions = {}): { id: string; waiting: unknown } {
  const first = send(kit, '', options) as Joined
  return { id: first.memberId, waiting: send(kit, first.memberId, options) }
}
const joined = (kit: BrokerKit, waiting: unknown): Joined | undefined =>
  typeof waiting === 'object' ? waiting as Joined : kit.answered(JoinGroup, waiting)

const sync = (kit: BrokerKit, memberId: string, generationId: number, assignments: Record<string, string> = {}, instance?: string) =>
  kit.ask(SyncGroup, 5, {
    groupId: 'billing', memberId, generationId, protocolType: 'consumer', protocolName: 'range',
    assignments: Object.entries(assignments).map(([member, text]) => ({ memberId: member, assignment: utf8Encode(text) })),
    ...(instance !== undefined && { groupInstanceId: instance }),
  })
const synced = (kit: BrokerKit, answer: unknown) =>
  (typeof answer === 'object' ? answer : kit.answered(SyncGroup, answer)) as Response<typeof SyncGroup> | undefined
const beat = (kit: BrokerKit, memberId: string, generationId: number, instance?: string) => {
  const answer = kit.ask(Heartbeat, 4, { groupId: 'billing', memberId, generationId, ...(instance !== undefined && { groupInstanceId: instance }) })
  return (answer as Response<typeof Heartbeat>).errorCode
}
const state = (kit: BrokerKit) => kit.part.view().groups['billing']?.state
const states = (kit: BrokerKit) => kit.told.filter(each => each.is === 'group.state').map(
  each => `${each.state} ${each.generation} (${each.members})`,
)

/** A stable group of two; the first leads. */
function pair(kit = coordinator()): { kit: BrokerKit; a: string; b: string } {
  const a = join(kit), b = join(kit)
  kit.pass(6000)
  sync(kit, a.id, 1, { [a.id]: 'orders-0', [b.id]: 'orders-1' })
  sync(kit, b.id, 1)
  return { kit, a: a.id, b: b.id }
}

// KIP-134, KIP-394
describe('joining', () => {
  test('a dynamic member gets an id first, and must show it', () => {
    const kit = coordinator()
    const first = send(kit, '') as Joined
    expect(first.errorCode).toBe(Errors.MEMBER_ID_REQUIRED)
    expect(first.memberId).toMatch(/^shop-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(send(kit, 'nobody')).toMatchObject({ errorCode: Errors.UNKNOWN_MEMBER_ID, memberId: 'nobody' })
    expect(typeof send(kit, '', { version: 3 })).toBe('number')
  })

  test('the first rebalance is held back for group.initial.rebalance.delay.ms, longer while members keep coming', () => {
    const kit = coordinator()
    const a = join(kit)
    kit.pass(2000)
    const b = join(kit)
    kit.pass(3999)
    expect(joined(kit, a.waiting)).toBeUndefined()
    kit.pass(1)
    expect(joined(kit, a.waiting)).toMatchObject(
      { errorCode: 0, generationId: 1, protocolName: 'range', leader: a.id, members: [{ memberId: a.id }, { memberId: b.id }] },
    )
    expect(joined(kit, b.waiting)).toMatchObject({ generationId: 1, leader: a.id, members: [] })
    expect(state(kit)).toBe('CompletingRebalance')
  })

  test('the protocol all know and most prefer is chosen; who knows none of them is refused', () => {
    const kit = coordinator()
    const a = join(kit, { protocols: ['range', 'sticky'] })
    join(kit, { protocols: ['sticky', 'range'] })
    join(kit, { protocols: ['sticky', 'range', 'other'] })
    expect(send(kit, '', { protocols: ['other'] })).toMatchObject({ errorCode: Errors.INCONSISTENT_GROUP_PROTOCOL })
    kit.pass(6000)
    expect(joined(kit, a.waiting)!.protocolName).toBe('sticky')
  })

  test('a pending member that never comes back is forgotten after its session timeout', () => {
    const kit = coordinator()
    const first = send(kit, '') as Joined
    kit.pass(10_000)
    expect(send(kit, first.memberId)).toMatchObject({ errorCode: Errors.UNKNOWN_MEMBER_ID })
  })
})

describe('the sync barrier', () => {
  test('all wait for the leader, and get their part', () => {
    const kit = coordinator()
    const a = join(kit), b = join(kit)
    kit.pass(6000)
    const waiting = sync(kit, b.id, 1)
    expect(synced(kit, waiting)).toBeUndefined()
    const mine = sync(kit, a.id, 1, { [a.id]: 'orders-0', [b.id]: 'orders-1' })
    expect(utf8Decode(synced(kit, mine)!.assignment)).toBe('orders-0')
    expect(utf8Decode(synced(kit, waiting)!.assignment)).toBe('orders-1')
    expect(states(kit)).toEqual(['PreparingRebalance 0 (1)', 'CompletingRebalance 1 (2)', 'Stable 1 (2)'])
  })

  test('a member that joins and never syncs is dropped after the rebalance timeout', () => {
    const kit = coordinator()
    const a = join(kit, { session: 30_000, rebalance: 20_000 }), b = join(kit, { session: 30_000, rebalance: 20_000 })
    kit.pass(6000)
    sync(kit, a.id, 1, { [a.id]: 'all' })
    kit.pass(19_999)
    expect(beat(kit, a.id, 1)).toBe(Errors.NONE)
    kit.pass(1)
    expect(beat(kit, a.id, 1)).toBe(Errors.REBALANCE_IN_PROGRESS)
    expect(beat(kit, b.id, 1)).toBe(Errors.UNKNOWN_MEMBER_ID)
  })
})

describe('a stable group', () => {
  test('rebalances when someone joins: members hear of it by heartbeat', () => {
    const { kit, a, b } = pair()
    const c = join(kit)
    expect(beat(kit, a, 1)).toBe(Errors.REBALANCE_IN_PROGRESS)
    const again = send(kit, a)
    expect(joined(kit, c.waiting)).toBeUndefined()
    send(kit, b)
    expect(joined(kit, again)).toMatchObject({ generationId: 2, leader: a })
    expect(joined(kit, c.waiting)).toMatchObject({ generationId: 2, leader: a })
    expect(beat(kit, a, 1)).toBe(Errors.ILLEGAL_GENERATION)
  })

  test('goes on without members that do not rejoin in time; a new leader is found', () => {
    const { kit, a, b } = pair()
    const again = send(kit, b, { metadata: 'v2' })
    for (let s = 0; s < 59; s++) { kit.pass(1000); beat(kit, a, 1) }
    expect(joined(kit, again)).toBeUndefined()
    kit.pass(1000)
    expect(joined(kit, again)).toMatchObject({ generationId: 2, leader: b })
    expect(kit.part.view().groups['billing']!.members.map(each => each.id)).toEqual([b])
  })

  test('answers a member that joins again unchanged with what it has; a leader may ask for a rebalance', () => {
    const { kit, a, b } = pair()
    expect(send(kit, b)).toMatchObject({ errorCode: 0, generationId: 1, leader: a, members: [] })
    expect(typeof send(kit, a)).toBe('number')
    expect(state(kit)).toBe('PreparingRebalance')
  })

  test('loses a member that is silent for its session timeout, exactly', () => {
    const { kit, a } = pair()
    kit.pass(9000)
    expect(beat(kit, a, 1)).toBe(Errors.NONE)
    kit.pass(999)
    expect(state(kit)).toBe('Stable')
    kit.pass(1)
    expect(beat(kit, a, 1)).toBe(Errors.REBALANCE_IN_PROGRESS)
  })

  test('falls empty when the last one leaves', () => {
    const { kit, a, b } = pair()
    for (const memberId of [b, a]) {
      const left = kit.ask(LeaveGroup, 5, { groupId: 'billing', members: [{ memberId, reason: 'closed' }] })
      expect(left).toMatchObject({ errorCode: 0, members: [{ memberId, errorCode: 0 }] })
    }
    expect(state(kit)).toBe('Empty')
    const lines = kit.lines.filter(line => line.startsWith('INFO GroupMetadataManager')).slice(-5)
    expect(lines.map(line => line.replaceAll(a, 'A').replaceAll(b, 'B').replace(/.*partition=0] /, ''))).toMatchInlineSnapshot(`
      [
        "Assignment received from leader A for group billing for generation 1. The group has 2 members, 0 of which are static.",
        "[Group billing] Member B has left group through explicit \`LeaveGroup\` request; client reason: closed",
        "Preparing to rebalance group billing in state PreparingRebalance with old generation 1 (reason: explicit \`LeaveGroup\` request for (B) members.).",
        "[Group billing] Member A has left group through explicit \`LeaveGroup\` request; client reason: closed",
        "Group billing with generation 2 is now empty.",
      ]
    `)
  })
})

// KIP-345
describe('a static member', () => {
  const alone = () => {
    const kit = coordinator()
    const waiting = send(kit, '', { instance: 'i-1' })
    kit.pass(3000)
    const id = joined(kit, waiting)!.memberId
    sync(kit, id, 1, { [id]: 'all' }, 'i-1')
    return { kit, id }
  }

  test('comes back under a new id without a rebalance, and its old self is fenced', () => {
    const { kit, id } = alone()
    const back = joined(kit, send(kit, '', { instance: 'i-1' }))!
    expect(back).toMatchObject({ errorCode: 0, generationId: 1, skipAssignment: true, leader: back.memberId })
    expect(back.memberId).not.toBe(id)
    expect(beat(kit, id, 1, 'i-1')).toBe(Errors.FENCED_INSTANCE_ID)
    expect(utf8Decode(synced(kit, sync(kit, back.memberId, 1, {}, 'i-1'))!.assignment)).toBe('all')
    expect(state(kit)).toBe('Stable')
  })

  test('may be away for less than its session timeout', () => {
    const { kit } = alone()
    kit.pass(9999)
    expect(state(kit)).toBe('Stable')
    kit.pass(1)
    expect(state(kit)).toBe('Empty')
  })

  test('can be removed by its instance id', () => {
    const { kit } = alone()
    expect(kit.ask(LeaveGroup, 5, { groupId: 'billing', members: [{ memberId: '', groupInstanceId: 'i-1' }] })).toMatchObject(
      { members: [{ groupInstanceId: 'i-1', errorCode: 0 }] },
    )
    expect(state(kit)).toBe('Empty')
  })
})

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
