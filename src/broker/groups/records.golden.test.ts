import { describe, expect, test } from 'vitest'
import { isControl } from '../../protocol/records/batch.ts'
import { recordsIn } from '../../protocol/records/records.ts'
import { batchesIn } from '../../protocol/records/walk.ts'
import { goldenBytes, goldenFiles, toHex } from '../../testing/golden.ts'
import { codecs } from '../../testing/log-fixture.ts'
import { newGroup, type Group, type Member } from './group.ts'
import { groupRecord, groupTombstone, offsetRecord, offsetTombstone, readRecord, type CoordinatorRecord, type GroupValue } from './records.ts'

const segments = goldenFiles('disk').filter(file => /__consumer_offsets-\d+\/\d+\.log$/.test(file))
const recordsOf = (segment: string) => {
  const bytes = goldenBytes(`disk/${segment}`)
  return [...batchesIn(bytes)].filter(batch => !isControl(batch)).flatMap(batch => [...recordsIn(bytes, batch, codecs)])
}

/** The record as this coordinator would have written it, from what it read; null for a group type it does not have. */
function again(key: Uint8Array, value: Uint8Array | null): CoordinatorRecord | null {
  const read = readRecord(key, value)
  if (read.is === 'offset') return read.commit ? offsetRecord(read.group, read.commit) : offsetTombstone(read.group, read.topic, read.partition)
  if (read.is === 'group') return read.value ? groupRecord(groupOf(read.group, read.value), assignmentsOf(read.value)) : groupTombstone(read.group)
  return null
}

const assignmentsOf = (value: GroupValue) => new Map(value.members.map(each => [each.memberId, each.assignment]))
const groupOf = (id: string, value: GroupValue): Group => ({
  ...newGroup(id, 0, value.currentStateTimestamp), generation: value.generation, protocolType: value.protocolType || null,
  protocolName: value.protocol, leader: value.leader,
  members: new Map(value.members.map(each => [each.memberId, {
    id: each.memberId, instanceId: each.groupInstanceId, clientId: each.clientId, host: each.clientHost, rebalanceTimeoutMs: each.rebalanceTimeout,
    sessionTimeoutMs: each.sessionTimeout, protocols: [{ name: value.protocol!, metadata: each.subscription }],
  } as unknown as Member])),
})

describe('__consumer_offsets as Kafka wrote it', () => {
  test('is written the same here, byte for byte', () => {
    const records = segments.flatMap(recordsOf), ours = records.map(({ key, value }) => again(key!, value))
    const compared = records.flatMap(({ key, value }, i) => ours[i] ? [[key, value, ours[i]] as const] : [])
    expect(compared.length).toBeGreaterThan(0)
    for (const [key, value, mine] of compared) {
      expect(toHex(mine.key)).toBe(toHex(key!))
      expect(mine.value && toHex(mine.value)).toBe(value && toHex(value))
    }
  })
})
