import type { Random } from '../env/random.ts'
import { applyRecords } from '../metadata/apply.ts'
import { NodeConfigs } from '../metadata/configs/configs.ts'
import { EMPTY_IMAGE, type MetadataImage, type PartitionRegistration } from '../metadata/image.ts'
import { decodeRecord, encodeRecord, type MetadataRecord } from '../metadata/records.ts'
import type { Fields, Message, Input, Value } from '../protocol/schema.ts'
import { codecOf } from '../protocol/codec.ts'
import { Reader } from '../protocol/reader.ts'
import { uuidText } from '../protocol/uuid.ts'
import { Writer } from '../protocol/writer.ts'
import { bootstrapRecords } from './activation.ts'
import { brokerHeartbeat } from './broker-heartbeat.ts'
import type { Decision, Knowledge } from './deciding.ts'
import { createTopics } from './create-topics.ts'
import type { Heartbeats } from './heartbeats.ts'
import { tasks, type TaskName } from './periodic.ts'
import { registerBroker } from './register-broker.ts'
import { BrokerHeartbeat } from '../protocol/apis/63-broker-heartbeat.ts'
import { BrokerRegistration } from '../protocol/apis/62-broker-registration.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'

/** What a request looks like to a handler: encoded and decoded, so that what was left out has its default. */
export function decoded<F extends Fields>(message: Message<F>, version: number, value: Input<Message<F>>): Value<Message<F>> {
  const writer = new Writer()
  codecOf(message, version).write(writer, value as never)
  return codecOf(message, version).read(new Reader(writer.done())) as Value<Message<F>>
}

const SECOND = 1_000_000

/** A controller's desk without a wire: decisions are taken, and applied at once. */
export class Desk {
  image: MetadataImage = { ...EMPTY_IMAGE, clusterId: 'cluster' }
  heartbeats: Heartbeats = new Map()
  now = 0
  readonly lines: string[] = []
  readonly #configs: NodeConfigs
  readonly #random: Random

  constructor(properties: Record<string, string> = {}, random: Random = counting()) {
    this.#configs = new NodeConfigs(100, properties, () => this.image)
    this.#random = random
    this.append(bootstrapRecords({ configs: this.#configs }))
  }

  get knowledge(): Knowledge {
    return {
      nodeId: 100, clusterId: 'cluster', image: this.image, heartbeats: this.heartbeats, now: this.now, random: this.#random, configs: this.#configs,
      scope: this.#configs.scope, nextOffset: this.image.offset + 1, log: (_, __, text) => this.lines.push(text),
    }
  }

  append(records: readonly MetadataRecord[]): void {
    const first = this.image.offset + 1
    const logged = records.map((record, at) => ({ offset: first + at, epoch: 1, record: decodeRecord(encodeRecord(record)) }))
    this.image = applyRecords(this.image, logged).to
  }

  take<S>(decision: Decision<S> & { heartbeats?: Heartbeats }): S {
    if (decision.heartbeats) this.heartbeats = decision.heartbeats
    this.append(decision.records)
    return decision.response
  }

  // words of stories

  register(id: number, incarnation = id, previousBrokerEpoch = -1): number {
    return this.take(registerBroker(this.knowledge, decoded(BrokerRegistration.request, 4, {
      brokerId: id, clusterId: 'cluster', incarnationId: uuid(incarnation), previousBrokerEpoch, logDirs: [uuid(1000 + id)], rack: `rack-${id}`,
      listeners: [{ name: 'PLAINTEXT', host: `m${id}`, port: 9092 }], features: [],
    }))).errorCode!
  }

  beat(id: number, wish: { wantFence?: boolean; wantShutDown?: boolean } = {}): { isFenced: boolean; shouldShutDown: boolean } {
    const answer = this.take(brokerHeartbeat(this.knowledge, decoded(BrokerHeartbeat.request, 1, {
      brokerId: id, brokerEpoch: this.image.brokers.get(id)!.epoch, currentMetadataOffset: this.image.offset, ...wish,
    })))
    return { isFenced: answer.isFenced!, shouldShutDown: answer.shouldShutDown! }
  }

  join(...ids: number[]): void {
    for (const id of ids) this.register(id)
    for (const id of ids) this.beat(id)
  }

  create(name: string, replicas: readonly (readonly number[])[], configs: Record<string, string> = {}): void {
    this.take(createTopics(this.knowledge, decoded(CreateTopics.request, 7, { topics: [{
      name, numPartitions: -1, replicationFactor: -1, assignments: replicas.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
      configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
    }] })))
  }

  /** Time goes on; all but the named brokers send heartbeats meanwhile, one every second. */
  wait(seconds: number, silent: readonly number[] = []): void {
    for (let passed = 0; passed < seconds; passed++) {
      this.now += SECOND
      for (const { id } of this.heartbeats.values()) if (!silent.includes(id)) this.beat(id)
      this.run('maybeFenceStaleBroker')
    }
  }

  run(name: TaskName): void {
    const task = tasks.find(each => each.name === name)!
    for (let again = true; again;) {
      const result = task.run(this.knowledge)
      this.take({ records: result.records, response: null, ...(result.heartbeats && { heartbeats: result.heartbeats }) })
      again = result.again === true
    }
  }

  partition(topic: string, index = 0): PartitionRegistration { return this.image.topics.get(topic)!.partitions[index]! }
  /** `leader 1 of isr 1,2 elr 3 · epoch 0/0`. */
  tell(topic: string, index = 0): string {
    const { leader, isr, elr, lastKnownElr, leaderEpoch, partitionEpoch, leaderRecoveryState } = this.partition(topic, index)
    const some = (name: string, ids: readonly number[]): string => ids.length > 0 ? ` ${name} ${ids.join(',')}` : ''
    return `leader ${leader < 0 ? 'none' : leader} isr ${isr.join(',') || '-'}${some('elr', elr)}${some('last', lastKnownElr)}` +
      ` · epochs ${leaderEpoch}/${partitionEpoch}` + (leaderRecoveryState === 'recovering' ? ' recovering' : '')
  }
}

/** Random numbers that are none: 0, 1, 2, … within the bound asked for. */
export function counting(): Random {
  let next = 0
  return { below: below => next++ % below, bytes16: () => Uint8Array.from({ length: 16 }, (_, at) => at === 15 ? next++ & 0xff : at) }
}

const uuid = (n: number): string => uuidText(Uint8Array.from({ length: 16 }, (_, at) => at === 14 ? n >> 8 : at === 15 ? n & 0xff : 0))
