import { decode, encode } from '../../protocol/codec.ts'
import {
  GroupMetadataKey, GroupMetadataValue, LegacyOffsetCommitKey, LegacyOffsetCommitValue, OffsetCommitKey, OffsetCommitValue,
} from '../../protocol/messages/group-records.ts'
import { int16At, putInt16 } from '../../protocol/records/ints.ts'
import { versionsOf, type Fields, type Input, type Message } from '../../protocol/schema.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { allMembers, EMPTY_ASSIGNMENT, type Group, type Member } from './group.ts'
import type { CommittedOffset } from './groups.ts'
import { metadataFor } from './protocols.ts'

/*
 * What stands in `__consumer_offsets`: a key with its int16 type in front, a value with its int16 version, or none for a tombstone
 * (GroupCoordinatorRecordHelpers, GroupCoordinatorRecordSerde).
 */

export interface CoordinatorRecord { readonly key: Uint8Array; readonly value: Uint8Array | null }

const OFFSET_COMMIT = 1, GROUP_METADATA = 2
/** What metadata.version 4.3-IV0 writes; offset 1 is for commits that bring their own retention (OffsetCommit v2–4). */
const GROUP_METADATA_VALUE = 3, OFFSET_COMMIT_VALUE = 4, OFFSET_COMMIT_VALUE_EXPIRING = 1

export const offsetRecord = (group: string, commit: CommittedOffset): CoordinatorRecord => {
  const version = commit.expireTimestamp < 0 ? OFFSET_COMMIT_VALUE : OFFSET_COMMIT_VALUE_EXPIRING
  return { key: offsetKey(group, commit.topic, commit.partition), value: prefixed(version, OffsetCommitValue, version, commit) }
}

export const offsetTombstone = (group: string, topic: string, partition: number): CoordinatorRecord =>
  ({ key: offsetKey(group, topic, partition), value: null })

export const groupTombstone = (group: string): CoordinatorRecord => ({ key: groupKey(group), value: null })

/** The group as it is, with the assignments given: of those members it has, everyone appears. */
export const groupRecord = (group: Group, assignments: ReadonlyMap<string, Uint8Array>): CoordinatorRecord => ({
  key: groupKey(group.id),
  value: prefixed(GROUP_METADATA_VALUE, GroupMetadataValue, GROUP_METADATA_VALUE, {
    protocolType: group.protocolType ?? '', generation: group.generation, protocol: group.protocolName, leader: group.leader,
    currentStateTimestamp: group.stateSince,
    members: allMembers(group).map(member => memberFields(group, member, assignments.get(member.id) ?? EMPTY_ASSIGNMENT)),
  }),
})

const memberFields = (group: Group, member: Member, assignment: Uint8Array) => ({
  memberId: member.id, groupInstanceId: member.instanceId, clientId: member.clientId, clientHost: member.host,
  rebalanceTimeout: member.rebalanceTimeoutMs, sessionTimeout: member.sessionTimeoutMs,
  subscription: metadataFor(member, group.protocolName), assignment,
})

const offsetKey = (group: string, topic: string, partition: number) => prefixed(OFFSET_COMMIT, OffsetCommitKey, 0, { group, topic, partition })
const groupKey = (group: string) => prefixed(GROUP_METADATA, GroupMetadataKey, 0, { group })

function prefixed<F extends Fields>(prefix: number, message: Message<F>, version: number, value: Input<Message<F>>): Uint8Array {
  const body = encode(message, version, value as never), bytes = new Uint8Array(2 + body.length)
  putInt16(bytes, 0, prefix)
  bytes.set(body, 2)
  return bytes
}

export type GroupValue = ReturnType<typeof readGroupValue>
export type Read =
  | { readonly is: 'offset'; readonly group: string; readonly topic: string; readonly partition: number; readonly commit: CommittedOffset | null }
  | { readonly is: 'group'; readonly group: string; readonly value: GroupValue | null }
  | { readonly is: 'other' }

/** Records of newer group types are left alone. */
export function readRecord(key: Uint8Array, value: Uint8Array | null): Read {
  const type = int16At(key, 0), body = key.subarray(2)
  if (type === GROUP_METADATA) return { is: 'group', group: decode(GroupMetadataKey, 0, body).group, value: value && readGroupValue(value) }
  if (type > OFFSET_COMMIT) return { is: 'other' }
  const { group, topic, partition } = type === OFFSET_COMMIT ? decode(OffsetCommitKey, 0, body) : decode(LegacyOffsetCommitKey, 0, body)
  return { is: 'offset', group, topic, partition, commit: value && readOffsetValue(value, type, topic, partition) }
}

function readOffsetValue(value: Uint8Array, type: number, topic: string, partition: number): CommittedOffset {
  if (type === OFFSET_COMMIT) return { ...valueOf(OffsetCommitValue, value), topic, partition }
  const { offset, metadata, commitTimestamp } = valueOf(LegacyOffsetCommitValue, value)
  return { topic, partition, offset, leaderEpoch: -1, metadata, commitTimestamp, expireTimestamp: -1, topicId: ZERO_UUID }
}

const readGroupValue = (value: Uint8Array) => valueOf(GroupMetadataValue, value)

function valueOf<F extends Fields>(message: Message<F>, value: Uint8Array) {
  return decode(message, Math.min(int16At(value, 0), versionsOf(message.valid)[1]), value.subarray(2))
}
