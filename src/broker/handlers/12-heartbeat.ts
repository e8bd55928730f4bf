import { handler } from '../../net/handler.ts'
import { Heartbeat } from '../../protocol/apis/12-heartbeat.ts'
import type { Broker } from '../context.ts'
import { heartbeat } from '../groups/heartbeat.ts'

/** Keeps a member's session alive, and tells it of a rebalance. v3: static members (KIP-345). */
export const heartbeats = (broker: Broker) => handler({
  api: Heartbeat,
  handle: request => ({ errorCode: heartbeat(broker, request) }),
  refuse: (_, errorCode) => ({ errorCode }),
})
