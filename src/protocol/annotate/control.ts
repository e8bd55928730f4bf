import {
  ControlRecordTypeSchema, EndTxnMarker, KRaftVersionRecord, LeaderChangeMessage, SnapshotFooterRecord, SnapshotHeaderRecord, VotersRecord,
} from '../messages/control-records.ts'
import { Reader } from '../reader.ts'
import { int16At } from '../records/ints.ts'
import { versionsOf, type Message } from '../schema.ts'
import { noteMessage } from './message.ts'
import { annotated } from './trail.ts'
import type { Annotated } from './tree.ts'

/** Control records by the type in their key (ControlRecordType). Each value begins with its version. */
const TYPES: Readonly<Record<number, Message>> = {
  0: EndTxnMarker, 1: EndTxnMarker, 2: LeaderChangeMessage, 3: SnapshotHeaderRecord, 4: SnapshotFooterRecord, 5: KRaftVersionRecord, 6: VotersRecord,
}
const NAMES = ['ABORT', 'COMMIT', 'LEADER_CHANGE', 'SNAPSHOT_HEADER', 'SNAPSHOT_FOOTER', 'KRAFT_VERSION', 'KRAFT_VOTERS']
export const controlName = (type: number): string => NAMES[type] ?? 'UNKNOWN'

/** What its value holds; nothing of a type that is not known. */
export const controlMessage = (type: number): Message | undefined => TYPES[type]
/** Its version stands in front of it and not in it. */
export const isVersionAhead = (message: Message): boolean => !('version' in message.fields)

/** The type a control record's key says, -1 when it is no such key. */
export const controlTypeOf = (bytes: Uint8Array, keyAt: number, keyLength: number): number => keyLength < 4 ? -1 : int16At(bytes, keyAt + 2)

export const controlKey = (bytes: Uint8Array, from: number, to: number): readonly Annotated[] =>
  annotated(new Reader(bytes, from, to), trail => {
    trail.field('version', 'int16', reader => reader.int16())
    noteMessage(trail, ControlRecordTypeSchema, 0)
  })

/** Some say their version as a field of their own, an EndTxnMarker has it in front (MessageUtil.toVersionPrefixedByteBuffer). */
export function controlValue(type: number, bytes: Uint8Array, from: number, to: number): readonly Annotated[] {
  const message = TYPES[type]
  return annotated(new Reader(bytes, from, to), trail => {
    if (message === undefined || to - from < 2) return
    if (isVersionAhead(message)) trail.field('version', 'int16', reader => reader.int16())
    noteMessage(trail, message, Math.min(int16At(bytes, from), versionsOf(message.valid)[1]))
  })
}
