import { decode } from '../../protocol/codec.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import * as consumerGroup from '../../protocol/messages/consumer-group-records.ts'
import { ConsumerProtocolAssignment, ConsumerProtocolSubscription } from '../../protocol/messages/consumer-protocol.ts'
import * as group from '../../protocol/messages/group-records.ts'
import * as transaction from '../../protocol/messages/transaction-records.ts'
import { int16At } from '../../protocol/records/ints.ts'
import type { Message } from '../../protocol/schema.ts'
import { messageJson, type Insides } from './message-json.ts'

/*
 * Records of coordinators' own topics: a key with its int16 type in front, a value with its int16 version
 * (GroupCoordinatorRecordSerde, TransactionCoordinatorRecordSerde).
 */

interface Kind { readonly key: Message; readonly value: Message; readonly inside?: Insides }
export type Kinds = Readonly<Record<number, Kind>>

const kind = (key: Message, value: Message, inside?: Insides): Kind => ({ key, value, ...inside && { inside } })

/** Of classic groups: what members told each other is shown, not only its bytes. */
const members: Insides = (name, bytes) => {
  const message = name === 'subscription' ? ConsumerProtocolSubscription : name === 'assignment' ? ConsumerProtocolAssignment : null
  return message && consumerProtocolJson(message, bytes)
}

/** Null when it is of another protocol. */
function consumerProtocolJson(message: Message, bytes: Uint8Array): string | null {
  try {
    const version = int16At(bytes, 0)
    return messageJson(message, version, decode(message, version, bytes.subarray(2)))
  } catch (error) {
    if (error instanceof MalformedError) return null
    throw error
  }
}

/** `__consumer_offsets`, but for share and Streams groups. */
export const GROUP_KINDS: Kinds = {
  0: kind(group.LegacyOffsetCommitKey, group.LegacyOffsetCommitValue), 1: kind(group.OffsetCommitKey, group.OffsetCommitValue),
  2: kind(group.GroupMetadataKey, group.GroupMetadataValue, members),
  3: kind(consumerGroup.ConsumerGroupMetadataKey, consumerGroup.ConsumerGroupMetadataValue),
  4: kind(consumerGroup.ConsumerGroupPartitionMetadataKey, consumerGroup.ConsumerGroupPartitionMetadataValue),
  5: kind(consumerGroup.ConsumerGroupMemberMetadataKey, consumerGroup.ConsumerGroupMemberMetadataValue),
  6: kind(consumerGroup.ConsumerGroupTargetAssignmentMetadataKey, consumerGroup.ConsumerGroupTargetAssignmentMetadataValue),
  7: kind(consumerGroup.ConsumerGroupTargetAssignmentMemberKey, consumerGroup.ConsumerGroupTargetAssignmentMemberValue),
  8: kind(consumerGroup.ConsumerGroupCurrentMemberAssignmentKey, consumerGroup.ConsumerGroupCurrentMemberAssignmentValue),
  16: kind(consumerGroup.ConsumerGroupRegularExpressionKey, consumerGroup.ConsumerGroupRegularExpressionValue),
}
/** `__transaction_state`. */
export const TRANSACTION_KINDS: Kinds = { 0: kind(transaction.TransactionLogKey, transaction.TransactionLogValue) }

export const typeOf = (key: Uint8Array): number => int16At(key, 0)
export function keyJson(kinds: Kinds, key: Uint8Array): string {
  const message = kinds[typeOf(key)]!.key
  return messageJson(message, 0, decode(message, 0, key.subarray(2)))
}

export function valueJson(kinds: Kinds, key: Uint8Array, value: Uint8Array): { readonly version: number; readonly data: string } {
  const { value: message, inside } = kinds[typeOf(key)]!, version = int16At(value, 0)
  return { version, data: messageJson(message, version, decode(message, version, value.subarray(2)), inside) }
}
