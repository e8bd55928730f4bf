import type { Codecs } from '../env/codecs.ts'
import type { Millis } from '../env/units.ts'
import { encode } from '../protocol/codec.ts'
import { LeaderChangeMessage } from '../protocol/messages/control-records.ts'
import { isControl } from '../protocol/records/batch.ts'
import { BatchBuilder, type BatchOptions } from '../protocol/records/builder.ts'
import { recordsIn } from '../protocol/records/records.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { Writer } from '../protocol/writer.ts'
import type { LoggedRecord } from './apply.ts'
import { decodeRecord, encodeRecord, type MetadataRecord } from './records.ts'

/** Where a batch lies that no log appends: a log stamps both. */
type Place = Pick<BatchOptions, 'baseOffset' | 'leaderEpoch'>

/** Records of one decision as one batch: they are committed together. */
export function recordBatch(records: readonly MetadataRecord[], now: Millis, place: Place = {}): Uint8Array {
  const builder = new BatchBuilder(place)
  for (const record of records) builder.append(now, null, encodeRecord(record))
  return builder.close()
}

/** Types of control records (ControlRecordType). */
export const CONTROL = { leaderChange: 2, snapshotHeader: 3, snapshotFooter: 4 } as const
const KEY_VERSION = 0

/** A batch of one control record. */
export function controlBatch(type: number, value: Uint8Array, now: Millis, place: Place = {}): Uint8Array {
  const key = new Writer(4)
  key.int16(KEY_VERSION)
  key.int16(type)
  const builder = new BatchBuilder({ control: true, ...place })
  builder.append(now, key.done(), value)
  return builder.close()
}

/** What each leader begins its epoch with (KafkaRaftClient, LeaderState.appendLeaderChangeMessage). */
export function leaderChangeBatch(leaderId: number, voters: readonly number[], granting: readonly number[], now: Millis): Uint8Array {
  const ids = (nodes: readonly number[]): { voterId: number }[] => nodes.map(voterId => ({ voterId }))
  return controlBatch(CONTROL.leaderChange, encode(LeaderChangeMessage, 0, { leaderId, voters: ids(voters), grantingVoters: ids(granting) }), now)
}

/** The metadata records of some batches, with their places; `last` is where they end, control batches too. */
export function readBatches(bytes: Uint8Array, codecs: Codecs): { records: LoggedRecord[]; last: { offset: number; epoch: number } | null } {
  const records: LoggedRecord[] = []
  let last: { offset: number; epoch: number } | null = null
  for (const batch of batchesIn(bytes)) {
    last = { offset: batch.lastOffset, epoch: batch.leaderEpoch }
    if (isControl(batch)) continue
    for (const { offset, value } of recordsIn(bytes, batch, codecs)) records.push({ offset, epoch: batch.leaderEpoch, record: decodeRecord(value!) })
  }
  return { records, last }
}
