import type { Codecs } from '../../env/codecs.ts'
import { controlMessage, controlName, controlTypeOf, isVersionAhead } from '../../protocol/annotate/control.ts'
import { decode } from '../../protocol/codec.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { isControl, type BatchHeader } from '../../protocol/records/batch.ts'
import { int16At } from '../../protocol/records/ints.ts'
import { recordsIn, type KafkaRecord } from '../../protocol/records/records.ts'
import { batchesIn } from '../../protocol/records/walk.ts'
import { messageJson } from '../text/message-json.ts'

/** A partition's folder: its files by their names. */
export type Files = Readonly<Record<string, Uint8Array>>

/** The fields of a message as Kafka's JSON converters name them. */
export type Fields = Readonly<Record<string, unknown>>

/** A record of one of Kafka's own topics, in its place. */
export interface OwnRow {
  readonly offset: number
  /** Of the leader that appended it. */
  readonly epoch: number
  readonly timestamp: number
  /** Its message: `OffsetCommit`, `TopicRecord`, `LEADER_CHANGE` … */
  readonly is: string
  /** What it speaks of, as short as it can be said: `billing · orders-3`, `broker 2`. */
  readonly about: string
  /** What its key says; empty where records have none. */
  readonly key: Fields
  /** Null: a tombstone, its key is no more. */
  readonly value: Fields | null
  /** Offset of the next record with its key: from there on that one holds. Null while this one does, or where there are no keys. */
  readonly supersededBy: number | null
}

export interface OwnLog {
  readonly rows: readonly OwnRow[]
  /** Why not all of it could be read. */
  readonly damage: { readonly file: string; readonly because: string } | null
}

export interface Place { readonly record: KafkaRecord; readonly batch: BatchHeader }
type Draft = Omit<OwnRow, 'supersededBy'>

export const fieldsOf = (json: string): Fields => JSON.parse(json) as Fields

/** What stands in the segments of a folder, record by record; what cannot be read ends it. */
export function readOwn(files: Files, codecs: Codecs, rowOf: (place: Place) => Draft): { rows: Draft[]; damage: OwnLog['damage'] } {
  const rows: Draft[] = []
  for (const file of Object.keys(files).filter(name => name.endsWith('.log')).sort()) {
    try {
      for (const batch of batchesIn(files[file]!)) for (const record of recordsIn(files[file]!, batch, codecs))
        rows.push(isControl(batch) ? controlRow({ record, batch }) : rowOf({ record, batch }))
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      return { rows, damage: { file, because: error.message } }
    }
  }
  return { rows, damage: null }
}

export const placeOf = ({ record: { offset, timestamp }, batch }: Place) => ({ offset, timestamp, epoch: batch.leaderEpoch })

function controlRow(place: Place): Draft {
  const { key, value } = place.record, type = key ? controlTypeOf(key, 0, key.length) : -1
  const message = controlMessage(type)
  const version = value && value.length > 1 ? int16At(value, 0) : 0
  const fields = message && value ? fieldsOf(messageJson(message, version, decode(message, version, isVersionAhead(message) ? value.subarray(2) : value))) : {}
  return { ...placeOf(place), is: controlName(type), about: '', key: {}, value: fields }
}

/** Of records with one key the last one holds. */
export function superseded(rows: readonly Draft[], keyOf: (row: Draft) => string | null): OwnRow[] {
  const next = new Map<string, number>()
  return rows.toReversed().map(row => {
    const key = keyOf(row), by = key === null ? null : next.get(key) ?? null
    if (key !== null) next.set(key, row.offset)
    return { ...row, supersededBy: by }
  }).reverse()
}
