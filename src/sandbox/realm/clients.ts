import { ask, callback, emit, nextId, takeLine } from './lockstep.ts'
import { messageToWire, recordToMessage, type Message, type WireRecord } from './values.ts'

/*
 * Producer, consumer and admin as both dialects show them: thin shells whose every method asks the world. Options go over as
 * they are; the world knows each dialect's names and defaults, and refuses what it does not know.
 */

type Options = Record<string, unknown>
export interface Dialect { name: 'kafkajs' | 'confluent'; kafka: Options }

function make(kind: 'producer' | 'consumer' | 'admin', dialect: Dialect, options: Options): number {
  const client = nextId()
  emit({ call: 'make', client, kind, config: { dialect: dialect.name, kafka: plain(dialect.kafka), options: plain(options) } })
  return client
}

/** Only data crosses: functions (a log creator, a custom partitioner) are named, so that the world can say it has no such thing. */
const plain = (value: unknown): Options => JSON.parse(JSON.stringify(value ?? {}, (_key, each: unknown) => typeof each === 'function' ? { function: each.name || 'anonymous' } : each)) as Options

interface SendOptions { topic: string; messages: Message[]; acks?: number; timeout?: number; compression?: number }

export class Producer {
  readonly #client: number
  constructor(dialect: Dialect, options: Options) { this.#client = make('producer', dialect, options) }
  connect() { return ask(this.#client, 'connect', {}) }
  disconnect() { return ask(this.#client, 'disconnect', {}) }
  flush(options: Options = {}) { return ask(this.#client, 'flush', plain(options)) }
  send({ topic, messages, ...rest }: SendOptions) {
    return ask(this.#client, 'send', { topicMessages: [{ topic, messages: messages.map(messageToWire) }], ...plain(rest) }, takeLine())
  }
  sendBatch({ topicMessages = [], ...rest }: { topicMessages?: { topic: string; messages: Message[] }[] } & Options) {
    return ask(this.#client, 'send', { topicMessages: topicMessages.map(each => ({ topic: each.topic, messages: each.messages.map(messageToWire) })), ...plain(rest) }, takeLine())
  }
}

/** One fetched run of records of a partition, as the world hands it over. */
interface WireBatch { topic: string; partition: number; highWatermark: string; records: WireRecord[] }
interface EachMessage { topic: string; partition: number; message: ReturnType<typeof recordToMessage>; heartbeat(): Promise<void>; pause(): () => void }
interface RunOptions { eachMessage?: (payload: EachMessage) => Promise<void>; eachBatch?: (payload: Options) => Promise<void>; eachBatchAutoResolve?: boolean }
type TopicPartitions = { topic: string; partitions?: number[] }[]

export class Consumer {
  readonly #client: number
  constructor(dialect: Dialect, options: Options) { this.#client = make('consumer', dialect, options) }
  connect() { return ask(this.#client, 'connect', {}) }
  disconnect() { return ask(this.#client, 'disconnect', {}) }
  stop() { return ask(this.#client, 'stop', {}) }
  subscribe(options: { topic?: string | RegExp; topics?: (string | RegExp)[]; fromBeginning?: boolean }) {
    const topics = [...(options.topics ?? []), ...(options.topic === undefined ? [] : [options.topic])]
    const named = topics.map(topic => topic instanceof RegExp ? { pattern: topic.source } : { topic: String(topic) })
    return ask(this.#client, 'subscribe', { topics: named, ...(options.fromBeginning !== undefined && { fromBeginning: options.fromBeginning }) })
  }
  run({ eachMessage, eachBatch, eachBatchAutoResolve = true, ...rest }: RunOptions & Options) {
    const each = eachBatch ? (batch: WireBatch) => this.#batch(batch, eachBatch, eachBatchAutoResolve) : (batch: WireBatch) => this.#messages(batch, eachMessage)
    return ask(this.#client, 'run', { ...plain(rest), each: eachBatch ? 'eachBatch' : 'eachMessage', handler: callback(each as (args: never) => unknown) }, takeLine())
  }
  seek(at: { topic: string; partition: number; offset: string | number }) { void ask(this.#client, 'seek', plain(at)) }
  pause(what: TopicPartitions) { void ask(this.#client, 'pause', { topics: plain(what) }); return () => this.resume(what) }
  resume(what: TopicPartitions) { void ask(this.#client, 'resume', { topics: plain(what) }) }
  commitOffsets(offsets: { topic: string; partition: number; offset: string }[] = []) { return ask(this.#client, 'commitOffsets', { offsets }) }
  assignment() { return ask(this.#client, 'assignment', {}) }
  describeGroup() { return ask(this.#client, 'describeGroup', {}) }

  async #messages(batch: WireBatch, eachMessage: RunOptions['eachMessage']): Promise<void> {
    for (const record of batch.records) {
      await eachMessage?.({
        topic: batch.topic, partition: batch.partition, message: recordToMessage(record),
        heartbeat: async () => {}, pause: () => this.pause([{ topic: batch.topic, partitions: [batch.partition] }]),
      })
      this.#resolve(batch, record.offset)
    }
  }

  async #batch(batch: WireBatch, eachBatch: NonNullable<RunOptions['eachBatch']>, autoResolve: boolean): Promise<void> {
    const messages = batch.records.map(recordToMessage)
    const last = messages.at(-1)
    await eachBatch({
      batch: {
        topic: batch.topic, partition: batch.partition, highWatermark: batch.highWatermark, messages, isEmpty: () => messages.length === 0,
        firstOffset: () => messages[0]?.offset ?? null, lastOffset: () => last?.offset ?? String(Number(batch.highWatermark) - 1),
        offsetLag: () => String(Math.max(0, Number(batch.highWatermark) - 1 - Number(last?.offset ?? 0))),
      },
      resolveOffset: (offset: string) => this.#resolve(batch, offset), heartbeat: async () => {},
      commitOffsetsIfNecessary: () => ask(this.#client, 'commitOffsets', { offsets: [] }),
      isRunning: () => true, isStale: () => false, pause: () => this.pause([{ topic: batch.topic, partitions: [batch.partition] }]),
    })
    if (autoResolve && last) this.#resolve(batch, last.offset)
  }

  /** The record is done with: its offset may be committed. */
  #resolve(batch: WireBatch, offset: string): void {
    void ask(this.#client, 'resolveOffset', { topic: batch.topic, partition: batch.partition, offset: String(offset) })
  }
}

const ADMIN = [
  'connect', 'disconnect', 'listTopics', 'createTopics', 'deleteTopics', 'createPartitions', 'fetchTopicMetadata', 'fetchTopicOffsets', 'fetchTopicOffsetsByTimestamp',
  'fetchOffsets', 'setOffsets', 'resetOffsets', 'listGroups', 'describeGroups', 'deleteGroups', 'describeCluster', 'describeConfigs', 'alterConfigs',
] as const

export type Admin = Record<(typeof ADMIN)[number], (...args: unknown[]) => Promise<unknown>>

/** Every method takes one options object, but for the few with a plain first argument (`describeGroups(ids)`). */
export function makeAdmin(dialect: Dialect, options: Options): Admin {
  const client = make('admin', dialect, options)
  return Object.fromEntries(ADMIN.map(method => [method, (...args: unknown[]) => ask(client, method, { args: plain(args) })])) as unknown as Admin
}
