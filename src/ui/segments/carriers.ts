import type { WireFrame } from '../../session/look.ts'
import { pathAt } from '../../session/segments.ts'
import type { PartitionId } from '../../world/view.ts'
import { fieldAt, idOf, type Space } from './rows.ts'

/*
 * The same batch twice: in a file, and in the frame that brought it there. A producer writes it, and all it may not change any more is
 * under its checksum; the leader sets what stands before: baseOffset and partitionLeaderEpoch.
 */

/** Where fields stand in a batch of format 2, in bytes from its beginning. */
const AT = { baseOffset: 0, epoch: 12, crc: 17 } as const

const numbersOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
export const crcOf = (batch: Uint8Array): number => numbersOf(batch).getUint32(AT.crc)

/** Of the frames that hold a batch, those that hold it for this partition. */
export const ofPartition = (frames: readonly WireFrame[], partition: PartitionId): WireFrame[] =>
  frames.filter(({ carries }) => carries.some(each => each.partition === partition))

/** The first of them that went to the process whose file it is: from a producer in a request, or from the leader in an answer. */
export const broughtTo = (frames: readonly WireFrame[], process: string): WireFrame | null => frames.find(({ to }) => to === process) ?? null

/** Where in the frame the batch begins, all from its checksum on being the same; null: it is not in it. */
export function placeIn(frame: Uint8Array, batch: Uint8Array): number | null {
  const kept = batch.subarray(AT.crc), last = frame.length - kept.length
  for (let at = frame.indexOf(kept[0]!, AT.crc); at >= 0 && at <= last; at = frame.indexOf(kept[0]!, at + 1))
    if (kept.every((byte, i) => frame[at + i] === byte)) return at - AT.crc
  return null
}

/** The row of the batch that begins at a byte of a frame: it stands in the space of the records field that it came in. */
export function rowOfBatch(frame: Space, at: number): string | null {
  const field = fieldAt(frame, at), records = pathAt(frame.parts, at).at(-1), inside = records?.expanded?.()
  if (field === null || !records || !inside) return null
  const index = inside.parts.findIndex(({ from }) => from === at - (records.to - inside.bytes.length))
  return index < 0 ? null : idOf(field, index)
}

export interface Rewritten { readonly field: 'baseOffset' | 'partitionLeaderEpoch'; readonly was: number; readonly is: number }

/** What stands before the checksum and is another in the file than on the wire. */
export function rewritten(frame: Uint8Array, at: number, batch: Uint8Array): Rewritten[] {
  const [sent, kept] = [numbersOf(frame.subarray(at)), numbersOf(batch)]
  const all: Rewritten[] = [
    { field: 'baseOffset', was: Number(sent.getBigInt64(AT.baseOffset)), is: Number(kept.getBigInt64(AT.baseOffset)) },
    { field: 'partitionLeaderEpoch', was: sent.getInt32(AT.epoch), is: kept.getInt32(AT.epoch) },
  ]
  return all.filter(({ was, is }) => was !== is)
}
