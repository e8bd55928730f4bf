import type { FrameView } from '../../world/view.ts'

/** A frame that crossed the world's network in less than a millisecond, followed by eye. In ms of the page. */
export interface Flight { readonly frame: FrameView; readonly from: number }
export const FLIGHT_MS = 1_200
/** What follows sets out when what it follows has landed. */
const AFTER_MS = FLIGHT_MS - 200
const FOLLOWERS = 3

const carriesRecords = ({ carries }: FrameView): boolean => carries.some(({ records }) => records > 0)
const isFetched = ({ api, dir }: FrameView): boolean => api === 'Fetch' && dir === 'response'

/**
 * Of the frames that left lately, the last records that were sent, and what took them on: to the followers, and to who reads. One of each
 * receiver, in the order in which they left. Nothing where no records were under way.
 */
export function flightsOf(frames: readonly FrameView[], now: number): Flight[] {
  const way = frames.filter(carriesRecords), sent = way.findLast(({ api, dir }) => api === 'Produce' && dir === 'request')
  const written = new Set(sent?.carries.map(({ partition }) => partition))
  const on = way.filter(frame => isFetched(frame) && (!sent || frame.sentAt >= sent.sentAt && frame.carries.some(({ partition }) => written.has(partition))))
  const each = on.filter((frame, i) => on.findIndex(({ to }) => to === frame.to) === i).slice(0, FOLLOWERS)
  return [...sent ? [{ frame: sent, from: now }] : [], ...each.map(frame => ({ frame, from: now + (sent ? AFTER_MS : 0) }))]
}

/** Share of its way at a moment; null while it has not set out, or has landed. */
export const shareOf = ({ from }: Flight, at: number): number | null => at < from || at > from + FLIGHT_MS ? null : (at - from) / FLIGHT_MS

export const areOver = (flights: readonly Flight[], at: number): boolean => flights.every(({ from }) => at > from + FLIGHT_MS)
