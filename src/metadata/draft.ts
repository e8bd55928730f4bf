import type { BrokerRegistration, ControllerRegistration, MetadataDelta, MetadataImage, PartitionRegistration, TopicImage } from './image.ts'

/**
 * An image being made from another (Kafka's MetadataDelta): each part is copied when it is first touched, and shared
 * otherwise. Lives for one batch of records and is nobody's state.
 */
export class MetadataDraft {
  readonly from: MetadataImage
  #brokers: Map<number, BrokerRegistration> | null = null
  #controllers: Map<number, ControllerRegistration> | null = null
  #topics: Map<string, TopicImage> | null = null
  #topicNames: Map<string, string> | null = null
  #configs: Map<string, ReadonlyMap<string, string>> | null = null
  #features: Map<string, number> | null = null
  readonly #partitions = new Map<string, PartitionRegistration[]>()
  readonly #changedTopics = new Set<string>()
  readonly #changedBrokers = new Set<number>()
  readonly #changedConfigs = new Set<string>()
  readonly #deletedTopics: TopicImage[] = []
  nextProducerId: number

  constructor(from: MetadataImage) {
    this.from = from
    this.nextProducerId = from.nextProducerId
  }

  broker(id: number): BrokerRegistration | undefined { return (this.#brokers ?? this.from.brokers).get(id) }
  setBroker(broker: BrokerRegistration): void {
    this.#brokers ??= new Map(this.from.brokers)
    this.#brokers.set(broker.id, broker)
    this.#changedBrokers.add(broker.id)
  }
  removeBroker(id: number): void {
    this.#brokers ??= new Map(this.from.brokers)
    this.#brokers.delete(id)
    this.#changedBrokers.add(id)
  }

  setController(controller: ControllerRegistration): void {
    this.#controllers ??= new Map(this.from.controllers)
    this.#controllers.set(controller.id, controller)
  }

  addTopic(name: string, id: string): void {
    this.#writableTopics().set(name, { name, id, partitions: [] })
    this.#writableNames().set(id, name)
    this.#partitions.set(name, [])
    this.#changedTopics.add(name)
  }
  removeTopic(id: string): void {
    const name = this.topicName(id)
    if (name === undefined) throw new Error(`no topic with id ${id}`)
    const before = this.from.topics.get(name)
    if (before) this.#deletedTopics.push(before)
    this.#writableTopics().delete(name)
    this.#writableNames().delete(id)
    this.#partitions.delete(name)
    this.#changedTopics.delete(name)
    this.#dropConfigs(`topic:${name}`)
  }
  topicName(id: string): string | undefined { return (this.#topicNames ?? this.from.topicNames).get(id) }
  topicsNow(): IterableIterator<string> { return (this.#topics ?? this.from.topics).keys() }
  #writableTopics(): Map<string, TopicImage> { return this.#topics ??= new Map(this.from.topics) }
  #writableNames(): Map<string, string> { return this.#topicNames ??= new Map(this.from.topicNames) }

  /** The topic's partitions, as an array that may be written. */
  partitions(topic: string): PartitionRegistration[] {
    let own = this.#partitions.get(topic)
    if (!own) this.#partitions.set(topic, own = [...(this.from.topics.get(topic)?.partitions ?? [])])
    this.#changedTopics.add(topic)
    return own
  }
  peekPartitions(topic: string): readonly PartitionRegistration[] {
    return this.#partitions.get(topic) ?? this.from.topics.get(topic)?.partitions ?? []
  }

  setConfig(key: string, name: string, value: string | null): void {
    const resource = new Map((this.#configs ?? this.from.configs).get(key))
    if (value === null) resource.delete(name)
    else resource.set(name, value)
    this.#configs ??= new Map(this.from.configs)
    if (resource.size > 0) this.#configs.set(key, resource)
    else this.#configs.delete(key)
    this.#changedConfigs.add(key)
  }
  #dropConfigs(key: string): void {
    if (!(this.#configs ?? this.from.configs).has(key)) return
    this.#configs ??= new Map(this.from.configs)
    this.#configs.delete(key)
    this.#changedConfigs.add(key)
  }

  setFeature(name: string, level: number): void {
    this.#features ??= new Map(this.from.features)
    if (level === 0) this.#features.delete(name)
    else this.#features.set(name, level)
  }

  done(offset: number, epoch: number): MetadataDelta {
    const { from } = this
    const to: MetadataImage = {
      offset, epoch, clusterId: from.clusterId,
      brokers: this.#brokers ?? from.brokers,
      controllers: this.#controllers ?? from.controllers,
      topics: this.#topicsDone(),
      topicNames: this.#topicNames ?? from.topicNames,
      configs: this.#configs ?? from.configs,
      features: this.#features ?? from.features,
      nextProducerId: this.nextProducerId,
    }
    return { from, to, topics: this.#changedTopics, deletedTopics: this.#deletedTopics, brokers: this.#changedBrokers, configs: this.#changedConfigs }
  }

  #topicsDone(): ReadonlyMap<string, TopicImage> {
    if (this.#partitions.size === 0) return this.#topics ?? this.from.topics
    const topics = this.#writableTopics()
    for (const [name, partitions] of this.#partitions) topics.set(name, { ...topics.get(name)!, partitions })
    return topics
  }
}
