import type { PartitionId } from '../../world/view.ts'
import type { History } from '../history.ts'
import type { Translate } from '../i18n/index.ts'
import type { Ring, Selection } from '../desk.ts'
import type { Row } from './model-rows.ts'

/** What all parts of a picture of the cluster need beside their own data. */
export interface StageProps { t: Translate; history: History; now: number; selection: Selection | null; ring: Ring | null }

export const selects = (selection: Selection | null, row: Row): boolean =>
  (selection?.is === 'partition' || selection?.is === 'replica') && selection.partition === row.partition

export const partitionOf = (selection: Selection | null): PartitionId | null =>
  selection?.is === 'partition' || selection?.is === 'replica' ? selection.partition : null

/** As many characters as fit; mono text is 6.6 px wide at 11 px. */
export const fit = (text: string, width: number, perChar = 6.6): string => {
  const room = Math.max(1, Math.floor(width / perChar))
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`
}
/** The same of a name whose end tells it from others as well as its beginning. */
export const fitMiddle = (text: string, width: number, perChar = 6.6): string => {
  const room = Math.max(3, Math.floor(width / perChar)), end = Math.floor((room - 1) / 2)
  return text.length <= room ? text : `${text.slice(0, room - 1 - end)}…${text.slice(-end)}`
}
/** 1 2 3, or ∅ */
export const ids = (brokers: readonly number[]): string => brokers.length ? brokers.join(' ') : '∅'
