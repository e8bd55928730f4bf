/** Timestamps of ListOffsets that stand for a place in the log, and the version each may be asked from (ListOffsetsRequest). */
export const LATEST = -1
export const EARLIEST = -2
export const MAX_TIMESTAMP = -3
export const EARLIEST_LOCAL = -4
export const LATEST_TIERED = -5
export const EARLIEST_PENDING_UPLOAD = -6

export const TIMESTAMP_SINCE: Readonly<Record<number, number>> = {
  [LATEST]: 1, [EARLIEST]: 1, [MAX_TIMESTAMP]: 7, [EARLIEST_LOCAL]: 8, [LATEST_TIERED]: 9, [EARLIEST_PENDING_UPLOAD]: 11,
}
