import type { BrokerHeartbeat } from '../protocol/apis/63-broker-heartbeat.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import { partitionsWhere, type Decision, type Knowledge } from './deciding.ts'
import {
  controlState, lowestActiveOffset, nextControlState, touch, without, type Beat, type BrokerSession, type ControlState, type Heartbeats,
} from './heartbeats.ts'
import { brokerFenced, brokerLeaving, brokerUnfenced, leads } from './leader-and-isr.ts'

/*
 * BrokerHeartbeat (63): keeps a broker's session, and moves it between fenced, unfenced and leaving
 * (ReplicationControlManager.processBrokerHeartbeat).
 */

type Heartbeat = Request<typeof BrokerHeartbeat>
type Answer = ResponseInput<typeof BrokerHeartbeat>

export function brokerHeartbeat(knowledge: Knowledge, request: Heartbeat): Decision<Answer> & { heartbeats: Heartbeats } {
  const { image, heartbeats, now } = knowledge
  const registration = image.brokers.get(request.brokerId)
  const session = heartbeats.get(request.brokerId)
  if (!registration || !session || registration.epoch !== request.brokerEpoch) {
    return { records: [], response: { errorCode: Errors.STALE_BROKER_EPOCH }, heartbeats }
  }
  const before = controlState(session)
  const caughtUp = request.currentMetadataOffset >= registration.epoch
  const after = nextControlState(before, beatOf(knowledge, request, session, caughtUp))
  if (after !== before) logMove(knowledge, { broker: request.brokerId, before, after, session, epoch: registration.epoch })
  const records = after === before ? [] : move[after](knowledge, request.brokerId)
  const fenced = after === 'FENCED' || after === 'SHUTDOWN_NOW'
  return {
    records,
    response: { errorCode: Errors.NONE, isCaughtUp: caughtUp, isFenced: fenced, shouldShutDown: after === 'SHUTDOWN_NOW' },
    heartbeats: after === 'SHUTDOWN_NOW' ? without(heartbeats, request.brokerId) : touch(heartbeats, request.brokerId, {
      now, fenced, metadataOffset: request.currentMetadataOffset,
      ...(before !== after && after === 'CONTROLLED_SHUTDOWN' && { shutdownOffset: knowledge.nextOffset + records.length - 1 }),
    }),
  }
}

function beatOf({ image, heartbeats }: Knowledge, { brokerId, wantFence, wantShutDown }: Heartbeat, session: BrokerSession, caughtUp: boolean): Beat {
  return {
    wantFence, wantShutDown, caughtUp,
    leads: partitionsWhere(image, leads(brokerId)).length > 0,
    othersCaughtUp: session.shutdownOffset <= lowestActiveOffset(heartbeats),
  }
}

/** What entering a state writes. A broker that was fenced already has nothing to leave behind. */
const move: Readonly<Record<ControlState, (knowledge: Knowledge, broker: number) => MetadataRecord[]>> = {
  FENCED: brokerFenced,
  UNFENCED: brokerUnfenced,
  CONTROLLED_SHUTDOWN: brokerLeaving,
  SHUTDOWN_NOW: (knowledge, broker) => knowledge.image.brokers.get(broker)!.fenced ? [] : brokerFenced(knowledge, broker),
}

interface Move { broker: number; before: ControlState; after: ControlState; session: BrokerSession; epoch: number }
function logMove({ heartbeats, log }: Knowledge, { broker, before, after, session, epoch }: Move): void {
  const lowest = lowestActiveOffset(heartbeats)
  const line = after === 'UNFENCED'
    ? `The request from broker ${broker} to unfence has been granted because it has caught up with the offset of its register broker record ${epoch}.`
    : before === 'CONTROLLED_SHUTDOWN'
      ? `The request from broker ${broker} to shut down has been granted since the lowest active offset ${shown(lowest)} is now greater than ` +
        `the broker's controlled shutdown offset ${session.shutdownOffset}.`
      : `${before === 'FENCED' ? 'Fenced' : 'Unfenced'} broker ${broker} has requested and been granted ${granted[after]}`
  log('INFO', 'BrokerHeartbeatManager', line)
}
const granted: Readonly<Record<ControlState, string>> =
  { FENCED: 'fencing', UNFENCED: '', CONTROLLED_SHUTDOWN: 'a controlled shutdown.', SHUTDOWN_NOW: 'an immediate shutdown.' }
/** With nobody left to wait for, Kafka prints its largest long. */
const shown = (offset: number): string => offset === Infinity ? '9223372036854775807' : String(offset)
