import type { Micros } from './units.ts'

/**
 * An MBean as JMX shows it: attributes by Kafka's names. A Gauge has `Value`; a Meter `Count` and its rates in events a second; a Histogram
 * `Count`, `Min`, `Max`, `Mean` and percentiles. Beans of clients have attributes of their own (`record-send-total`).
 */
export type Bean = Readonly<Record<string, number | string>>

/** By ObjectName: `kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=orders`. */
export type Beans = Readonly<Record<string, Bean>>

/** One request on its way through a server, and when it was where (RequestChannel.Request). Times are world time in µs; -1: not there yet. */
export interface RequestTimes {
  readonly connection: string
  readonly clientId: string | null
  readonly api: string
  readonly version: number
  readonly correlation: number
  readonly bytes: number
  /** What it is counted as besides its API: `FetchFollower`. */
  as: string | null
  /** In the request queue; a handler thread took it; that was through with it; there was a response; a network thread took that; it was sent. */
  readonly queuedAt: Micros
  begunAt: Micros
  handledAt: Micros
  answeredAt: Micros
  sendBegunAt: Micros
  sentAt: Micros
}
