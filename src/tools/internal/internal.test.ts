import { describe, expect, test } from 'vitest'
import { goldenBytes, goldenText } from '../../testing/golden.ts'
import { codecs } from '../../testing/log-fixture.ts'
import { readOffsets, readTransactions } from './coordinator.ts'
import { readMetadata } from './metadata.ts'
import type { OwnRow } from './stored.ts'

/*
 * The internal topics of Apache Kafka 4.3 itself (golden/disk/kafka-1), beside what kafka-dump-log.sh printed of them.
 */

const FILE = '00000000000000000000.log'
const filesOf = (folder: string) => ({ [FILE]: goldenBytes(`disk/kafka-1/${folder}/${FILE}`) })
const dumped = (folder: string): string[] => goldenText(`disk/kafka-1/${folder}/${FILE}.dump.txt`).split('\n').filter(line => line.startsWith('| offset'))
const line = ({ offset, is, about, value, supersededBy }: OwnRow): string =>
  `${offset} ${is} ${about}${value === null ? ' ✝' : ''}${supersededBy === null ? '' : ` → ${supersededBy}`}`

describe('__consumer_offsets', () => {
  const { rows, damage } = readOffsets(filesOf('__consumer_offsets-24'), codecs)

  test('has a row for each record, and says which of them still holds', () => {
    expect(damage).toBeNull()
    expect(rows.map(({ offset }) => offset)).toEqual(dumped('__consumer_offsets-24').map(each => Number(/offset: (\d+)/.exec(each)![1])))
    expect(rows.map(line)).toMatchInlineSnapshot(`
      [
        "0 OffsetCommit d-group · d-txn-0",
        "1 COMMIT ",
        "2 GroupMetadata d-group → 5",
        "3 OffsetCommit d-group · d-plain-0 → 4",
        "4 OffsetCommit d-group · d-plain-0 → 16",
        "5 GroupMetadata d-group",
        "6 ConsumerGroupMemberMetadata d-group-next-43 · r1ULXbd5TFSgwY46xaeE7Q → 14",
        "7 ConsumerGroupMetadata d-group-next-43 → 15",
        "8 ConsumerGroupTargetAssignmentMember d-group-next-43 · r1ULXbd5TFSgwY46xaeE7Q → 13",
        "9 ConsumerGroupTargetAssignmentMetadata d-group-next-43",
        "10 ConsumerGroupCurrentMemberAssignment d-group-next-43 · r1ULXbd5TFSgwY46xaeE7Q → 12",
        "11 OffsetCommit d-group-next-43 · d-plain-0",
        "12 ConsumerGroupCurrentMemberAssignment d-group-next-43 · r1ULXbd5TFSgwY46xaeE7Q ✝",
        "13 ConsumerGroupTargetAssignmentMember d-group-next-43 · r1ULXbd5TFSgwY46xaeE7Q ✝",
        "14 ConsumerGroupMemberMetadata d-group-next-43 · r1ULXbd5TFSgwY46xaeE7Q ✝",
        "15 ConsumerGroupMetadata d-group-next-43",
        "16 OffsetCommit d-group · d-plain-0",
      ]
    `)
  })

  test('a commit says offset, epoch, metadata and when', () => {
    expect(rows.find(({ is }) => is === 'OffsetCommit')!.value).toMatchInlineSnapshot(`
      {
        "commitTimestamp": 1795227500916,
        "leaderEpoch": -1,
        "metadata": "",
        "offset": 4,
      }
    `)
  })
})

test('__transaction_state', () => {
  expect(readTransactions(filesOf('__transaction_state-31'), codecs).rows.slice(0, 3).map(line)).toMatchInlineSnapshot(`
    [
      "0 TransactionLog d-tx-1 → 1",
      "1 TransactionLog d-tx-1 → 2",
      "2 TransactionLog d-tx-1 → 3",
    ]
  `)
})

describe('__cluster_metadata', () => {
  const log = readMetadata(filesOf('__cluster_metadata-0'), codecs)

  test('has a row for each record, control records too', () => {
    expect(log.rows.map(({ offset }) => offset)).toEqual(dumped('__cluster_metadata-0').map(each => Number(/offset: (\d+)/.exec(each)![1])))
    expect(log.rows.slice(0, 3).map(line)).toMatchInlineSnapshot(`
      [
        "0 LEADER_CHANGE ",
        "1 BeginTransactionRecord ",
        "2 FeatureLevelRecord metadata.version",
      ]
    `)
    expect(log.rows.find(({ is }) => is === 'LEADER_CHANGE')!.value).toMatchObject({ leaderId: 3 })
  })

  test('the image after a record says what that record changed', () => {
    const change = log.rows.findLast(({ is }) => is === 'PartitionChangeRecord')!
    const image = log.imageAt(change.offset)
    expect(image.filter(({ isChanged }) => isChanged)).toMatchInlineSnapshot(`
      [
        {
          "facts": "leader none · replicas 3,2,1 · ISR – · ELR 1,3 · leader epoch 1 · partition epoch 7",
          "isChanged": true,
          "name": "__transaction_state-49",
          "of": "partition",
        },
      ]
    `)
    expect([change.about]).toEqual(image.filter(({ isChanged }) => isChanged).map(({ name }) => name))
  })
})

test('what cannot be read ends the rows and says why', () => {
  const bytes = goldenBytes(`disk/kafka-1/__consumer_offsets-24/${FILE}`).slice()
  bytes[16] = 9
  expect(readOffsets({ [FILE]: bytes }, codecs)).toEqual({ rows: [], damage: { file: FILE, because: 'Invalid magic found in record: 9' } })
})
