import type { PartitionId } from '../../env/domain-event.ts'
import { micros } from '../../env/units.ts'
import type { PartitionRegistration } from '../../metadata/image.ts'
import { AssignReplicasToDirs } from '../../protocol/apis/73-assign-replicas-to-dirs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Api, RequestInput, Response } from '../../protocol/schema.ts'
import { ZERO_UUID } from '../../protocol/uuid.ts'
import { after, type Broker } from '../context.ts'
import { splitPartitionId } from '../images.ts'
import { directoryId, type Assignment } from './log-directory.ts'
import { onAssigned } from './move.ts'
import type { Partition } from './partition.ts'

/*
 * Which directory each replica lies in is the controller's to know, so that it can tell whose leaders are gone with a directory
 * (KIP-858). A broker says so where metadata has it otherwise: it chose the directory, or moves the replica to another
 * (AssignmentsManager).
 */

/** AssignReplicasToDirsRequestBuilder.MAX_ASSIGNMENTS_PER_REQUEST, AssignmentsManager.BACKOFF. */
const MOST_IN_A_REQUEST = 2_250
const FIRST_BACKOFF_MS = 100
const LONGEST_BACKOFF_MS = 10_000

/** Where metadata has this broker's replica. */
export const directoryOf = (broker: Broker, { replicas, directories }: PartitionRegistration): string =>
  directories[replicas.indexOf(broker.node.nodeId)] ?? ZERO_UUID

/** Tells the controller where a replica lies, if metadata has it neither there nor where it is just moving (ReplicaManager.maybeUpdateTopicAssignment). */
export function correctAssignment(broker: Broker, partition: Partition, registration: PartitionRegistration): void {
  const known = directoryOf(broker, registration), { log, future } = partition
  if (future && future.state !== 'copying' && known === directoryId(broker, future.log)) return
  const actual = directoryId(broker, log)
  if (known !== actual) assignTo(broker, partition, actual)
}

export function assignTo(broker: Broker, { id, topicId }: Partition, directory: string): void {
  broker.assignments.wanted.set(id, { topicId, directory })
}

/** Sends what waits, unless a request is under way. Calling it early is harmless. */
export function sendAssignments(broker: Broker): void {
  const { wanted, inFlight } = broker.assignments
  if (inFlight || wanted.size === 0) return
  for (const [id, { topicId }] of wanted) if (broker.partitions.get(id)?.topicId !== topicId) wanted.delete(id)
  if (wanted.size === 0) return
  const sending = new Map([...wanted].slice(0, MOST_IN_A_REQUEST))
  broker.assignments.inFlight = sending
  broker.node.toController(AssignReplicasToDirs, requestOf(broker, sending), { is: 'assigned' })
}

function requestOf(broker: Broker, sending: ReadonlyMap<PartitionId, Assignment>): RequestInput<typeof AssignReplicasToDirs> {
  const all = [...sending].map(([id, assignment]) => ({ ...assignment, partitionIndex: splitPartitionId(id).index }))
  const directories = [...new Set(all.map(({ directory }) => directory))].map(id => {
    const own = all.filter(({ directory }) => directory === id)
    const topics = [...new Set(own.map(({ topicId }) => topicId))].map(topicId => ({
      topicId, partitions: own.filter(each => each.topicId === topicId).map(({ partitionIndex }) => ({ partitionIndex })),
    }))
    return { id, topics }
  })
  return { brokerId: broker.node.nodeId, brokerEpoch: broker.node.brokerEpoch(), directories }
}

/** What was taken is done with; the rest is said again after a while. */
export function onAssignmentsAnswer(broker: Broker, answer: Response<Api>): void {
  const { assignments } = broker, sent = assignments.inFlight
  assignments.inFlight = null
  if (!sent) return
  const taken = takenBy(answer as Response<typeof AssignReplicasToDirs>)
  for (const [id, { topicId, directory }] of sent) {
    if (!taken.has(keyOf(directory, topicId, splitPartitionId(id).index))) continue
    if (assignments.wanted.get(id)?.directory !== directory) continue
    assignments.wanted.delete(id)
    onAssigned(broker, id, directory)
  }
  assignments.failures = taken.size > 0 ? 0 : assignments.failures + 1
  if (taken.size > 0) sendAssignments(broker)
  else after(broker, backoffMs(assignments.failures) * micros.perMilli, { is: 'sendAssignments' })
}

const keyOf = (directory: string, topicId: string, index: number): string => `${directory} ${topicId} ${index}`

const takenBy = ({ errorCode, directories }: Response<typeof AssignReplicasToDirs>): ReadonlySet<string> => new Set(errorCode !== Errors.NONE ? []
  : directories.flatMap(({ id, topics }) => topics.flatMap(({ topicId, partitions }) =>
    partitions.filter(each => each.errorCode === Errors.NONE).map(({ partitionIndex }) => keyOf(id, topicId, partitionIndex)))))

function backoffMs(failures: number): number {
  let ms = FIRST_BACKOFF_MS
  for (let failure = 1; failure < failures && ms < LONGEST_BACKOFF_MS; failure++) ms *= 2
  return Math.min(ms, LONGEST_BACKOFF_MS)
}
