import { decode } from '../../protocol/codec.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { ConsumerProtocolAssignment, ConsumerProtocolSubscription } from '../../protocol/messages/consumer-protocol.ts'
import { int16At } from '../../protocol/records/ints.ts'
import { versionsOf, type Fields, type Message, type Value } from '../../protocol/schema.ts'
import { allMembers, type Group, type Member, type Protocol } from './group.ts'

/*
 * Assignment strategies as the coordinator sees them: names to agree on. What stands in their metadata is the clients' affair, but
 * for the topics, which keep offsets from expiring, and the assignment, which people want to see.
 */

/** Whether someone with these protocols may join: the group's type, and at least one that all members know. */
export function supportsProtocols(group: Group, type: string, protocols: readonly Protocol[]): boolean {
  if (group.state === 'Empty') return type !== '' && protocols.length > 0
  return group.protocolType === type && protocols.some(each => allMembers(group).every(member => knows(member, each.name)))
}

const knows = (member: Member, protocol: string): boolean => member.protocols.some(each => each.name === protocol)

/** Every member votes for the first of its protocols that all know; most votes win, on a tie the one voted for first. */
export function selectProtocol(group: Group): string {
  const members = allMembers(group), votes = new Map<string, number>()
  for (const member of members) {
    const vote = member.protocols.find(each => members.every(other => knows(other, each.name)))!.name
    votes.set(vote, (votes.get(vote) ?? 0) + 1)
  }
  return [...votes].reduce((best, each) => each[1] > best[1] ? each : best)[0]
}

export const metadataFor = (member: Member, protocol: string | null): Uint8Array =>
  member.protocols.find(each => each.name === protocol)?.metadata ?? new Uint8Array(0)

export const sameProtocols = (a: readonly Protocol[], b: readonly Protocol[]): boolean =>
  a.length === b.length && a.every((each, i) => each.name === b[i]!.name && sameBytes(each.metadata, b[i]!.metadata))

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

/** Null when the group does not speak the consumer protocol, or a member's metadata cannot be read. */
export function subscribedTopics(group: Group): Set<string> | null {
  if (group.protocolType !== 'consumer' || group.protocolName === null) return null
  const topics = new Set<string>()
  for (const member of group.members.values()) {
    const subscription = versioned(ConsumerProtocolSubscription, metadataFor(member, group.protocolName))
    if (!subscription) return null
    for (const topic of subscription.topics) topics.add(topic)
  }
  return topics
}

/** What a member was assigned; empty when it cannot be read. */
export const assignedTo = (member: Member): { topic: string; partitions: number[] }[] =>
  versioned(ConsumerProtocolAssignment, member.assignment)?.assignedPartitions ?? []

/** An int16 version, then the message; a version beyond the newest is read as the newest (ConsumerProtocol). */
function versioned<F extends Fields>(message: Message<F>, bytes: Uint8Array): Value<Message<F>> | null {
  if (bytes.length < 2) return null
  try {
    return decode(message, Math.min(int16At(bytes, 0), versionsOf(message.valid)[1]), bytes.subarray(2)) as Value<Message<F>>
  } catch (error) {
    if (error instanceof MalformedError) return null
    throw error
  }
}
