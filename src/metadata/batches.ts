import type { Codecs } from '../env/codecs.ts'
import type { Millis } from '../env/units.ts'
import { encode } from '../protocol/codec.ts'
import { LeaderChangeMessage } from '../protocol/messages/control-records.ts'
import { isControl } from '../protocol/records/batch.ts'
import { BatchBuilder } from '../protocol/records/builder.ts'
import { recordsIn } from '../protocol/records/records.ts'
import { batchesIn } from '../protocol/records/walk.ts'
import { Writer } from '../protocol/writer.ts'
import type { LoggedRecord } from './apply.ts'
import { decodeRecord, encodeRecord, type MetadataRecord } from './records.ts'

/** Records of one decision as one batch: they are committed together. Offset and epoch are stamped by the log. */
export function recordBatch(records: readonly MetadataRecord[], now: Millis): Uint8Array {
  const builder = new BatchBuilder({})
  for (const record of records) builder.append(now, null, encodeRecord(record))
  return builder.close()
}

/** ControlRecordType LEADER_CHANGE, after a version of 0. */
const LEADER_CHANGE_KEY = { version: 0, type: 2 } as const

/** The control batch each leader begins its epoch with (KafkaRaftClient, LeaderState.appendLeaderChangeMessage). */
export function leaderChangeBatch(leaderId: number, voters: readonly number[], granting: readonly number[], now: Millis): Uint8Array {
  const ids = (nodes: readonly number[]): { voterId: number }[] => nodes.map(voterId => ({ voterId }))
  const value = encode(LeaderChangeMessage, 0, { leaderId, voters: ids(voters), grantingVoters: ids(granting) })
  const key = new Writer(4)
  key.int16(LEADER_CHANGE_KEY.version)
  key.int16(LEADER_CHANGE_KEY.type)
  const builder = new BatchBuilder({ control: true })
  builder.append(now, key.done(), value)
  return builder.close()
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
