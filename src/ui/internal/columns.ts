import type { Fields, OwnTopic } from '../../session/internal.ts'
import type { Line } from '../inspect/table-text.ts'
import { splitPartitionId } from '../../world/view-helpers.ts'
import type { Row } from './use-own-topic.ts'

export interface Column { readonly id: ColumnId; readonly isNumber?: true; of(row: Row): string | number | null }
export type ColumnId = keyof typeof COLUMNS

/** 00:01:08.402: worlds last hours, and their day is the same. */
export const timeOf = (ms: unknown): string => typeof ms === 'number' && ms >= 0 && ms < 8.64e15 ? new Date(ms).toISOString().slice(11, 23) : '–'

const field = (row: Row, name: string): string | number | null => {
  const value = row.value?.[name]
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
const isCommit = ({ is }: Row): boolean => is === 'OffsetCommit' || is === 'LegacyOffsetCommit'

const COLUMNS = {
  partition: (row: Row) => splitPartitionId(row.partition)[1],
  offset: (row: Row) => row.offset,
  epoch: (row: Row) => row.epoch,
  time: (row: Row) => timeOf(field(row, 'commitTimestamp') ?? row.timestamp),
  is: (row: Row) => row.is,
  about: (row: Row) => row.about,
  committed: (row: Row) => isCommit(row) ? field(row, 'offset') : null,
  leaderEpoch: (row: Row) => isCommit(row) ? field(row, 'leaderEpoch') : null,
  says: (row: Row) => row.value === null ? '∅' : isCommit(row) ? `metadata "${field(row, 'metadata') ?? ''}"` : factsOf(aheadOf(row.value)),
}
const NUMBERS: ReadonlySet<string> = new Set(['partition', 'offset', 'epoch', 'committed', 'leaderEpoch'] satisfies ColumnId[])

const SHOWN: Readonly<Record<OwnTopic, readonly ColumnId[]>> = {
  __consumer_offsets: ['partition', 'offset', 'time', 'is', 'about', 'committed', 'leaderEpoch', 'says'],
  __cluster_metadata: ['offset', 'epoch', 'time', 'is', 'about', 'says'],
  __transaction_state: ['partition', 'offset', 'time', 'is', 'about', 'says'],
}
export const columnsOf = (topic: OwnTopic): Column[] => SHOWN[topic].map(id => ({ id, of: COLUMNS[id], ...NUMBERS.has(id) && { isNumber: true as const } }))

/** What tells one apart from the next comes first: a group's generation before the type of its protocol. */
const aheadOf = ({ protocolType, ...rest }: Fields): Fields => protocolType === undefined || protocolType === '' ? rest : { ...rest, protocolType }

/** The fields in a line; of a list how many there are. */
export const factsOf = (fields: Fields): string => Object.entries(fields).filter(([name]) => !/^(topicId|incarnationId|directories|version)$/i.test(name))
  .map(([name, value]) => `${name} ${brief(value)}`).join(' · ')
const brief = (value: unknown): string => {
  if (Array.isArray(value)) return value.every(each => typeof each === 'number') ? `[${value.join(',')}]` : `(${value.length})`
  return typeof value === 'object' && value !== null ? '{…}' : String(value)
}

export interface Filter { readonly text: string; readonly is: string; readonly holds: boolean; readonly idle: boolean }

/** An active controller appends one every half second, so that followers see it at work; they say nothing else. */
const IDLE = 'NoOpRecord'

/** `holds`: records with a key that no later one has taken the place of, and that are no tombstone. */
export const passes = (row: Row, { text, is, holds, idle }: Filter): boolean =>
  (is === '' ? idle || row.is !== IDLE : row.is === is) && (!holds || (row.supersededBy === null && row.value !== null)) && words(text).every(word => textOf(row).includes(word))
const words = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean)
const textOf = (row: Row): string => `${row.is} ${row.about} ${row.offset} ${JSON.stringify(row.value)}`.toLowerCase()

/** A row as it is taken along: what the table shows, and all of its fields. */
export const lineOf = (topic: OwnTopic, row: Row): Line => ({
  ...Object.fromEntries(columnsOf(topic).map(({ id, of }) => [id, of(row)])), supersededBy: row.supersededBy, isTombstone: row.value === null,
  key: JSON.stringify(row.key), value: row.value && JSON.stringify(row.value),
})
