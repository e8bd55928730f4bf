import type { RequestTimes } from '../env/metrics.ts'
import { connectionOf, type SocketId } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import type { RequestFrameHeader } from '../protocol/frame.ts'

type Begun = Pick<RequestTimes, 'api' | 'bytes' | 'queuedAt' | 'begunAt'>

export const newTimes = (socket: SocketId, { clientId, version, correlation }: RequestFrameHeader, { api, bytes, queuedAt, begunAt }: Begun): RequestTimes => ({
  connection: connectionOf(socket), clientId, api, version, correlation, bytes, as: null, queuedAt, begunAt,
  handledAt: -1, answeredAt: -1, sendBegunAt: -1, sentAt: -1,
})

/** It is done with at `now`. What it had no need of (acks=0: an answer) took no time. */
export function ended(times: RequestTimes, now: Micros): RequestTimes {
  times.sentAt = now
  if (times.answeredAt < 0) times.answeredAt = times.sendBegunAt = now
  if (times.handledAt < 0) times.handledAt = times.answeredAt
  return times
}

/** How long each part took, in µs, under Kafka's names (RequestMetrics). They add up to `TotalTimeMs`. */
export const partsOf = ({ queuedAt, begunAt, handledAt, answeredAt, sendBegunAt, sentAt }: RequestTimes) => ({
  RequestQueueTimeMs: begunAt - queuedAt,
  LocalTimeMs: handledAt - begunAt,
  RemoteTimeMs: answeredAt - handledAt,
  ResponseQueueTimeMs: sendBegunAt - answeredAt,
  ResponseSendTimeMs: sentAt - sendBegunAt,
  TotalTimeMs: sentAt - queuedAt,
})
export type Part = keyof ReturnType<typeof partsOf>
