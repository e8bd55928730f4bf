import { describe, expect, test } from 'vitest'
import { LeaveGroup } from '../../protocol/apis/13-leave-group.ts'
import { Errors } from '../../protocol/errors.ts'
import { utf8Decode } from '../../protocol/utf8.ts'
import { beat, coordinator, join, joined, pair, send, state, states, sync, synced, type Joined } from '../../testing/group-story.ts'

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
