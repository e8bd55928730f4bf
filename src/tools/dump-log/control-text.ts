import { decode } from '../../protocol/codec.ts'
import {
  EndTxnMarker, KRaftVersionRecord, LeaderChangeMessage, SnapshotFooterRecord, SnapshotHeaderRecord, VotersRecord,
} from '../../protocol/messages/control-records.ts'
import { int16At } from '../../protocol/records/ints.ts'
import type { KafkaRecord } from '../../protocol/records/records.ts'
import type { Message } from '../../protocol/schema.ts'
import { messageJson } from '../text/message-json.ts'

/** A marker's value: its version, then the message. */
const VERSIONED = 2

const marker = (type: string) => (value: Uint8Array): string =>
  ` endTxnMarker: ${type} coordinatorEpoch: ${decode(EndTxnMarker, 0, value.subarray(VERSIONED)).coordinatorEpoch}`
/** The others have their version as a field of their own. */
const message = (label: string, of: Message) => (value: Uint8Array): string => {
  const version = int16At(value, 0)
  return ` ${label} ${messageJson(of, version, decode(of, version, value))}`
}

/** By ControlRecordType, as DumpLogSegments words them. */
const TYPES: Readonly<Record<number, (value: Uint8Array) => string>> = {
  0: marker('ABORT'), 1: marker('COMMIT'), 2: message('LeaderChange:', LeaderChangeMessage), 3: message('SnapshotHeader', SnapshotHeaderRecord),
  4: message('SnapshotFooter', SnapshotFooterRecord), 5: message('KRaftVersion', KRaftVersionRecord), 6: message('KRaftVoters', VotersRecord),
}

export function controlText({ key, value }: KafkaRecord): string {
  const type = key === null || key.length < 4 ? -1 : int16At(key, 2)
  const text = TYPES[type]
  return text && value !== null ? text(value) : ` controlType: UNKNOWN(${type})`
}
