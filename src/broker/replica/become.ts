import type { PartitionRegistration } from '../../metadata/image.ts'
import { now, tell, type Broker } from '../context.ts'
import { sayStateChange } from '../lines.ts'
import { newFollower, resetFollower } from './followers.ts'
import { maybeIncrementHighWatermark, tellIsr } from './leader.ts'
import { isUnderMinIsr, ROLES, roleEvent, type Partition } from './partition.ts'

interface Leadership { readonly leader: number; readonly epoch: number }

const was = ({ leader, epoch }: Leadership): string =>
  `Previous leader ${leader >= 0 ? `Some(${leader})` : 'None'} and previous leader epoch was ${epoch}.`

/**
 * Takes on what the controller decided of a partition. Gives false when metadata is older than what this replica knows already
 * from the controller's answers.
 */
export function applyRegistration(broker: Broker, partition: Partition, registration: PartitionRegistration): boolean {
  if (registration.partitionEpoch < partition.partitionEpoch) return false
  const role = ROLES[partition.role][roleEvent(registration.leader, broker.node.nodeId)]
  partition.view = null
  if (role === 'leader') makeLeader(broker, partition, registration)
  else makeFollower(broker, partition, registration)
  return true
}

function makeLeader(broker: Broker, partition: Partition, registration: PartitionRegistration): void {
  const wasLeader = partition.role === 'leader', isNewEpoch = registration.leaderEpoch > partition.leaderEpoch
  const previous = { leader: partition.leader, epoch: partition.leaderEpoch, isr: partition.isr, hadPending: partition.pending !== null }
  takeAssignment(partition, registration)
  partition.role = 'leader'
  partition.isr = [...registration.isr]
  keepFollowers(partition, broker.node.nodeId)
  if (isNewEpoch) beginEpoch(broker, partition, registration, !wasLeader, previous)
  else if (previous.hadPending) tellIsr(broker, partition, previous.isr)
  maybeIncrementHighWatermark(broker, partition)
}

function beginEpoch(
  broker: Broker, partition: Partition, registration: PartitionRegistration, isNewLeader: boolean, previous: Leadership,
): void {
  const end = partition.log.logEndOffset
  sayStateChange(broker, `Leader ${partition.id} with topic id Some(${partition.topicId}) starts at leader epoch ${registration.leaderEpoch} `
    + `from offset ${end} with partition epoch ${registration.partitionEpoch}, high watermark ${partition.log.highWatermark}, `
    + `ISR [${registration.isr.join(',')}], adding replicas [${registration.addingReplicas.join(',')}] and `
    + `removing replicas [${registration.removingReplicas.join(',')}] ${isUnderMinIsr(partition) ? '(under-min-isr)' : ''}. ${was(previous)}`)
  partition.log.startEpoch(registration.leaderEpoch)
  for (const [id, follower] of partition.followers) resetFollower(follower, now(broker), end, isNewLeader, registration.isr.includes(id))
  partition.leaderEpoch = registration.leaderEpoch
  partition.epochStart = end
  tell(broker, {
    is: 'leader.started', broker: broker.node.nodeId, partition: partition.id, epoch: partition.leaderEpoch, end, hw: partition.log.highWatermark,
  })
}

function makeFollower(broker: Broker, partition: Partition, registration: PartitionRegistration): void {
  const isNewEpoch = registration.leaderEpoch > partition.leaderEpoch, previous = { leader: partition.leader, epoch: partition.leaderEpoch }
  takeAssignment(partition, registration)
  partition.role = 'follower'
  partition.isr = []
  partition.epochStart = -1
  partition.followers.clear()
  partition.leaderEpoch = registration.leaderEpoch
  if (!isNewEpoch) return
  sayStateChange(broker, `Follower ${partition.id} starts at leader epoch ${registration.leaderEpoch} from offset ${partition.log.logEndOffset} `
    + `with partition epoch ${registration.partitionEpoch} and high watermark ${partition.log.highWatermark}. `
    + `Current leader is ${registration.leader}. ${was(previous)}`)
}

function takeAssignment(partition: Partition, registration: PartitionRegistration): void {
  partition.leader = registration.leader
  partition.partitionEpoch = registration.partitionEpoch
  partition.replicas = [...registration.replicas]
  partition.pending = null
}

/** Followers in the order of assignment; who is new begins unknown. */
function keepFollowers(partition: Partition, self: number): void {
  const known = partition.followers
  partition.followers = new Map(partition.replicas.filter(id => id !== self).map(id => [id, known.get(id) ?? newFollower()]))
}
