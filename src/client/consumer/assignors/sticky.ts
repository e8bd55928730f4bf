import { MalformedError } from '../../../protocol/malformed.ts'
import { Reader } from '../../../protocol/reader.ts'
import { utf8Length } from '../../../protocol/utf8.ts'
import { Writer } from '../../../protocol/writer.ts'
import { groupByTopic, idOf, type TopicPartition } from '../../topic-partition.ts'
import { sortedMembers, type Assigned, type Assignment, type Assignor, type PartitionRacks, type Subscription } from './assignor.ts'
import { NO_GENERATION, weighClaims, type MemberData, type ReadMemberData } from './claims.ts'
import { Racks } from './racks.ts'
import { ConstrainedAssignment } from './sticky-constrained.ts'
import { GeneralAssignment } from './sticky-general.ts'

/** StickyAssignor: as even as can be, and as little moved as can be. Members tell what they had in their user data. */
export const sticky: Assignor = {
  name: 'sticky',
  protocols: ['EAGER'],
  userData: ({ partitions, generation }) => partitions === null ? null : writePrevious(partitions, generation),
  assign: (topics, members) => assignSticky(topics, members, stickyMemberData).assignment,
}

/** CooperativeStickyAssignor: the same shares, but what must change hands is given to nobody until its owner let it go (KIP-429). */
export const cooperativeSticky: Assignor = {
  name: 'cooperative-sticky',
  protocols: ['COOPERATIVE', 'EAGER'],
  userData: ({ generation }) => writeGeneration(generation),
  assign(topics, members) {
    const { assignment, changingHands } = assignSticky(topics, members, cooperativeMemberData)
    const withheld = changingHands ?? changedHands(members, assignment)
    for (const [member, partitions] of assignment) assignment.set(member, partitions.filter(tp => withheld.get(idOf(tp)) !== member))
    return assignment
  },
}

function assignSticky(topics: ReadonlyMap<string, PartitionRacks>, members: ReadonlyMap<string, Subscription>, read: ReadMemberData):
  { assignment: Assignment; changingHands: ReadonlyMap<string, string> | null } {
  const ordered = sortedMembers(members)
  const claims = weighClaims(topics, ordered, read)
  const racks = new Racks(topics, ordered)
  if (claims.subscriptionsEqual) return new ConstrainedAssignment(topics, racks, claims)
  return { assignment: new GeneralAssignment(topics, racks, claims, ordered, read).assignment, changingHands: null }
}

/** Partitions that one member owns and another was given, with the new owner. */
function changedHands(members: ReadonlyMap<string, Subscription>, assignment: Assignment): Map<string, string> {
  const added = new Map<string, string>()
  const revoked = new Set<string>()
  for (const [member, assigned] of assignment) {
    const owned = new Set(members.get(member)!.ownedPartitions.map(idOf))
    const now = new Set(assigned.map(idOf))
    for (const id of now) if (!owned.has(id)) added.set(id, member)
    for (const id of owned) if (!now.has(id)) revoked.add(id)
  }
  return new Map([...added].filter(([id]) => revoked.has(id)))
}

function stickyMemberData({ userData }: Subscription): MemberData {
  if (userData === null || userData.length === 0) return { partitions: [], generation: null }
  try {
    return readPrevious(userData)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return { partitions: [], generation: NO_GENERATION }
  }
}

function cooperativeMemberData({ ownedPartitions, generation, userData }: Subscription): MemberData {
  if (generation >= 0) return { partitions: ownedPartitions, generation }
  if (userData === null) return { partitions: ownedPartitions, generation: null }
  return { partitions: ownedPartitions, generation: userData.length < 4 ? NO_GENERATION : new Reader(userData).int32() }
}

/** Array of (topic, array of partition), then since V1 the generation. */
function writePrevious(partitions: readonly TopicPartition[], generation: number): Uint8Array {
  const writer = new Writer()
  const topics = groupByTopic(partitions)
  writer.int32(topics.length)
  for (const [topic, owned] of topics) {
    writer.int16(utf8Length(topic))
    writer.text(topic)
    writer.int32(owned.length)
    for (const { partition } of owned) writer.int32(partition)
  }
  writer.int32(generation)
  return writer.done()
}

function readPrevious(bytes: Uint8Array): MemberData {
  const reader = new Reader(bytes)
  const partitions: TopicPartition[] = []
  for (let topics = reader.int32(); topics > 0; topics--) {
    const topic = reader.text(reader.int16())
    for (let count = reader.int32(); count > 0; count--) partitions.push({ topic, partition: reader.int32() })
  }
  return { partitions, generation: reader.left >= 4 ? reader.int32() : null }
}

function writeGeneration(generation: Assigned['generation']): Uint8Array {
  const writer = new Writer(4)
  writer.int32(generation)
  return writer.done()
}
