import type { MetadataView, PartitionView, RegisteredBrokerView, TopicView } from '../env/view.ts'
import type { Configs } from '../metadata/configs/api.ts'
import { NO_LEADER, resourceKey, type BrokerRegistration, type MetadataImage, type TopicImage } from '../metadata/image.ts'

/**
 * Metadata as it is shown. What did not change since the last look is the same object: topics are remembered by the image
 * they were made from.
 */
export class MetadataViewer {
  #last: { image: MetadataImage; view: MetadataView } | null = null
  #topics = new Map<string, { topic: TopicImage; configs: MetadataImage['configs']; view: TopicView }>()

  view(image: MetadataImage, clusterId: string, configs: Configs): MetadataView {
    if (this.#last?.image === image) return this.#last.view
    const before = this.#last
    const brokers = before?.image.brokers === image.brokers ? before.view.brokers : brokersOf(image)
    const same = before?.image.topics === image.topics && before.image.configs === image.configs
    const topics = same ? before.view.topics : this.#topicsOf(image, configs)
    const view = { offset: image.offset, epoch: image.epoch, clusterId, brokers, topics }
    this.#last = { image, view }
    return view
  }

  #topicsOf(image: MetadataImage, configs: Configs): Record<string, TopicView> {
    const before = this.#topics
    this.#topics = new Map()
    const views: Record<string, TopicView> = {}
    for (const [name, topic] of image.topics) {
      const known = before.get(name)
      const view = known?.topic === topic && known.configs === image.configs ? known.view : topicView(image, topic, configs)
      this.#topics.set(name, { topic, configs: image.configs, view })
      views[name] = view
    }
    return views
  }
}

const brokersOf = ({ brokers }: MetadataImage): Record<number, RegisteredBrokerView> => {
  const views: Record<number, RegisteredBrokerView> = {}
  for (const broker of brokers.values()) views[broker.id] = brokerView(broker)
  return views
}
const brokerView = ({ id, epoch, rack, listeners: [first], fenced, inControlledShutdown }: BrokerRegistration): RegisteredBrokerView =>
  ({ id, epoch, rack, host: first?.host ?? '', port: first?.port ?? 0, fenced, inControlledShutdown })

const INTERNAL: ReadonlySet<string> = new Set(['__consumer_offsets', '__transaction_state', '__share_group_state'])

function topicView(image: MetadataImage, topic: TopicImage, configs: Configs): TopicView {
  const minIsr = configs.topic(topic.name).number('min.insync.replicas')
  const partitions = topic.partitions.map(({ replicas, isr, elr, lastKnownElr, leader, leaderEpoch, partitionEpoch }): PartitionView =>
    ({ replicas, isr, elr, lastKnownElr, leader: leader === NO_LEADER ? null : leader, epoch: leaderEpoch, partitionEpoch, minIsr }))
  const own = image.configs.get(resourceKey('topic', topic.name))
  return { topicId: topic.id, internal: INTERNAL.has(topic.name), configs: Object.fromEntries(own ?? []), partitions }
}
