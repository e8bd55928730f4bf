import type { BrokerRegistration } from '../protocol/apis/62-broker-registration.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import { record } from '../metadata/records.ts'
import type { Decision, Knowledge } from './deciding.ts'
import { hasValidSession, touch, type Heartbeats } from './heartbeats.ts'
import { previousIncarnation } from './leader-and-isr.ts'

/*
 * BrokerRegistration (62): a broker makes itself known, fenced, and gets its epoch: the offset of its record. Another
 * incarnation under the same id is kept out as long as the first may be alive (KIP-631).
 */

type Registering = Request<typeof BrokerRegistration>
type Answer = ResponseInput<typeof BrokerRegistration>

export function registerBroker(knowledge: Knowledge, request: Registering): Decision<Answer> & { heartbeats: Heartbeats } {
  const error = refusal(knowledge, request)
  const { image, heartbeats, now } = knowledge
  if (error !== null) return { records: [], response: { errorCode: error, brokerEpoch: -1 }, heartbeats }
  const existing = image.brokers.get(request.brokerId)
  const same = existing?.incarnationId === request.incarnationId
  const cleanup = same || !existing ? [] : previousIncarnation(knowledge, request.brokerId, existing.epoch === request.previousBrokerEpoch)
  const brokerEpoch = same ? existing.epoch : knowledge.nextOffset
  logRegistration(knowledge, request, cleanup.length, brokerEpoch)
  const fenced = same ? existing.fenced : true
  const registration = record('RegisterBrokerRecord', {
    brokerId: request.brokerId, incarnationId: request.incarnationId, brokerEpoch, rack: request.rack,
    endPoints: request.listeners.map(({ name, host, port, securityProtocol }) => ({ name, host, port, securityProtocol })),
    features: request.features.map(({ name, minSupportedVersion, maxSupportedVersion }) => ({ name, minSupportedVersion, maxSupportedVersion })),
    fenced, inControlledShutdown: same && existing.inControlledShutdown, logDirs: request.logDirs,
  })
  return {
    records: [...cleanup, registration],
    response: { errorCode: Errors.NONE, brokerEpoch },
    heartbeats: touch(heartbeats, request.brokerId, { now, epoch: brokerEpoch, fenced, ...(!same && { metadataOffset: -1, shutdownOffset: -1 }) }),
  }
}

function refusal(knowledge: Knowledge, { brokerId, clusterId, incarnationId, isMigratingZkBroker, logDirs }: Registering): number | null {
  const { image, heartbeats, now, configs } = knowledge
  if (clusterId !== knowledge.clusterId) return Errors.INCONSISTENT_CLUSTER_ID
  const existing = image.brokers.get(brokerId)
  const alive = hasValidSession(heartbeats.get(brokerId), now, configs.broker().number('broker.session.timeout.ms'))
  if (existing && alive && existing.incarnationId !== incarnationId) return duplicate(knowledge)
  if (isMigratingZkBroker) return Errors.BROKER_ID_NOT_REGISTERED
  if (logDirs.length === 0 || new Set(logDirs).size < logDirs.length) return Errors.INVALID_REGISTRATION
  const taken = [...image.brokers.values()].some(other => other.id !== brokerId && other.logDirs.some(dir => logDirs.includes(dir)))
  return taken ? Errors.INVALID_REGISTRATION : null
}

function duplicate({ log }: Knowledge): number {
  log('INFO', 'QuorumController', 'registerBroker: event failed with DuplicateBrokerRegistrationException. ' +
    'Exception message: Another broker is registered with that broker id. ' +
    "If the broker was recently restarted this should self-resolve once the heartbeat manager expires the broker's session.")
  return Errors.DUPLICATE_BROKER_REGISTRATION
}

function logRegistration({ image, log }: Knowledge, { brokerId, incarnationId }: Registering, cleanup: number, epoch: number): void {
  const existing = image.brokers.get(brokerId)
  const cleaned = `Generated ${cleanup} record(s) to clean up previous incarnations.`
  const line = !existing
    ? `No previous registration found for broker ${brokerId}. New incarnation ID is ${incarnationId}.  ${cleaned} New broker epoch is ${epoch}.`
    : existing.incarnationId === incarnationId
      ? `Amending registration of broker ${brokerId}, incarnation ID ${incarnationId}. Broker epoch remains ${epoch}.`
      : `Registering a new incarnation of broker ${brokerId}. Previous incarnation ID was ${existing.incarnationId}; ` +
        `new incarnation ID is ${incarnationId}. ${cleaned} Broker epoch will become ${epoch}.`
  log('INFO', 'ClusterControlManager', line)
}
