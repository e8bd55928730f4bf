import type { MetadataDelta, PartitionRegistration } from '../metadata/image.ts'
import type { LoggedRecord } from '../metadata/apply.ts'
import type { StoredRecord } from '../metadata/records.ts'
import type { ControllerLogger } from './deciding.ts'

/* The lines a controller logs as it replays records, in Kafka's words. */

export interface ReplayLine { readonly logger: ControllerLogger; readonly text: string }

export const replayLines = (delta: MetadataDelta, records: readonly LoggedRecord[]): ReplayLine[] =>
  records.flatMap(({ record }) => recordLine(record, delta)).concat(uncleanChanges(delta))

function recordLine(record: StoredRecord, { from, to }: MetadataDelta): ReplayLine[] {
  switch (record.is) {
    case 'TopicRecord': {
      const { name, topicId } = record.data
      return [replication(`Replayed TopicRecord for topic ${name} with topic ID ${topicId}.`)]
    }
    case 'RemoveTopicRecord': {
      const { topicId } = record.data
      return [replication(`Replayed RemoveTopicRecord for topic ${from.topicNames.get(topicId)} with ID ${topicId}.`)]
    }
    case 'PartitionRecord': {
      const { topicId, partitionId } = record.data
      const name = to.topicNames.get(topicId)
      const partition = name === undefined ? undefined : to.topics.get(name)?.partitions[partitionId]
      if (!partition) return []
      return [replication(`Replayed PartitionRecord for new partition ${name}-${partitionId} with topic ID ${topicId} ` +
        `and ${registrationText(partition)}.`)]
    }
    case 'ConfigRecord': {
      const { resourceType, resourceName, name, value } = record.data
      const change = value === null ? `removed configuration ${name}` : `set configuration ${name} to ${value}`
      const resource = `ConfigResource(type=${resourceNames[resourceType]}, name='${resourceName}')`
      return [{ logger: 'ConfigurationControlManager', text: `Replayed ConfigRecord for ${resource} which ${change}` }]
    }
    case 'ProducerIdsRecord': {
      const { brokerId, brokerEpoch, nextProducerId } = record.data
      const shown = `ProducerIdsRecord(brokerId=${brokerId}, brokerEpoch=${brokerEpoch}, nextProducerId=${nextProducerId})`
      return [{ logger: 'ProducerIdControlManager', text: `Replaying ProducerIdsRecord ${shown}` }]
    }
    case 'BrokerRegistrationChangeRecord': {
      const { brokerId, brokerEpoch, fenced, inControlledShutdown } = record.data
      return [{
        logger: 'ClusterControlManager',
        text: `Replayed BrokerRegistrationChangeRecord modifying the registration for broker ${brokerId}: ` +
          `BrokerRegistrationChangeRecord(brokerId=${brokerId}, ` +
          `brokerEpoch=${brokerEpoch}, fenced=${fenced}, inControlledShutdown=${inControlledShutdown}, logDirs=[], cordonedLogDirs=[])`,
      }]
    }
    case 'UnregisterBrokerRecord': {
      const { brokerId, brokerEpoch } = record.data
      return [{ logger: 'ClusterControlManager', text: `Replayed UnregisterBrokerRecord(brokerId=${brokerId}, brokerEpoch=${brokerEpoch})` }]
    }
    default: return []
  }
}

const replication = (text: string): ReplayLine => ({ logger: 'ReplicationControlManager', text })
const resourceNames: Readonly<Record<number, string>> = { 2: 'TOPIC', 4: 'BROKER', 16: 'CLIENT_METRICS', 32: 'GROUP' }

const registrationText = (partition: PartitionRegistration): string =>
  `PartitionRegistration(replicas=${list(partition.replicas)}, directories=[${partition.directories.join(', ')}], isr=${list(partition.isr)}, ` +
  `removingReplicas=${list(partition.removingReplicas)}, addingReplicas=${list(partition.addingReplicas)}, elr=${list(partition.elr)}, ` +
  `lastKnownElr=${list(partition.lastKnownElr)}, leader=${partition.leader}, leaderRecoveryState=${partition.leaderRecoveryState.toUpperCase()}, ` +
  `leaderEpoch=${partition.leaderEpoch}, partitionEpoch=${partition.partitionEpoch})`
const list = (ids: readonly number[]): string => `[${ids.join(', ')}]`

/** A leader from outside the ISR, or none at all (PartitionRegistration.maybeLogPartitionChange). */
function uncleanChanges({ from, to, topics }: MetadataDelta): ReplayLine[] {
  return [...topics].flatMap(name => {
    const topic = to.topics.get(name)!, earlier = from.topics.get(name)
    if (earlier?.id !== topic.id) return []
    return topic.partitions.flatMap((after, index) => {
      const before = earlier.partitions[index]
      const clean = !before || after.leader === before.leader || before.isr.includes(after.leader)
      return clean ? [] : [replication(`UNCLEAN partition change for ${name}-${index} with topic ID ${topic.id}: ${differences(before, after)}`)]
    })
  })
}

function differences(before: PartitionRegistration, after: PartitionRegistration): string {
  const shown: readonly (readonly [name: string, of: (partition: PartitionRegistration) => string])[] = [
    ['isr', partition => list(partition.isr)],
    ['leader', partition => String(partition.leader)],
    ['leaderRecoveryState', partition => partition.leaderRecoveryState.toUpperCase()],
    ['leaderEpoch', partition => String(partition.leaderEpoch)],
    ['elr', partition => list(partition.elr)],
    ['lastKnownElr', partition => list(partition.lastKnownElr)],
    ['partitionEpoch', partition => String(partition.partitionEpoch)],
  ]
  return shown.filter(([, of]) => of(before) !== of(after)).map(([name, of]) => `${name}: ${of(before)} -> ${of(after)}`).join(', ')
}
