import { Consumer } from '../../client/consumer/consumer.ts'
import type { ConsumerEvent } from '../../client/consumer/context.ts'
import { recordsOf, type RecordSlice } from '../../client/consumer/record-slices.ts'
import { idOf, type TopicPartition } from '../../client/topic-partition.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import type { ConsumerView } from '../../env/view.ts'
import { Errors } from '../../protocol/errors.ts'
import { clientConfig, type ClientOptions, type JavaConfig } from '../dialects/index.ts'
import type { WireRecord } from '../realm/values.ts'
import { bytesToText, type RealmError } from '../turn.ts'
import { AskError, protocolError, type Answer, type ScriptClient } from './asked.ts'

interface State {
  connected: boolean
  topics: string[]
  pattern: string | null
  /** What `subscribe` said of the beginning; null: nothing, the dialect's config holds. */
  fromBeginning: boolean | null
  /** Number of the function the records go to; null: not running. */
  handler: number | null
  /** Commit what is resolved after each batch, as kafkajs does. */
  commitsEachBatch: boolean
  /** Handed over and not come back yet. */
  invoked: number | null
  nextInvocation: number
  queue: RecordSlice[]
  /** Next offset to commit, of partitions with something resolved since the last commit. */
  resolved: Map<string, TopicPartition & { offset: number }>
  config: JavaConfig | null
}

/** A script's consumer: what the core polls goes to the script's function one batch at a time, and the next when it has come back. */
export class ScriptConsumer implements ScriptClient {
  readonly #env: Env
  readonly #name: string
  readonly #options: ClientOptions
  readonly #config: JavaConfig
  #core: Consumer | null = null
  #answers: Answer[] = []
  #state: State = {
    connected: false, topics: [], pattern: null, fromBeginning: null, handler: null, commitsEachBatch: false, invoked: null, nextInvocation: 0,
    queue: [], resolved: new Map(), config: null,
  }

  constructor(env: Env, name: string, options: ClientOptions) {
    this.#env = env
    this.#name = name
    this.#options = options
    this.#config = clientConfig('consumer', options)
    if (!this.#config['group.id']) throw new AskError('KafkaJSNonRetriableError', 'Consumer groupId must be a non-empty string.')
  }

  get busy(): boolean { return this.#state.connected || this.#core !== null }
  views(): ConsumerView[] { return this.#core ? [this.#core.view()] : [] }

  ask(call: number, method: string, args: Readonly<Record<string, unknown>>): void {
    switch (method) {
      case 'connect': this.#state.connected = true; break
      case 'subscribe': this.#subscribe(args); break
      case 'run': this.#run(args); break
      case 'resolveOffset': this.#resolve(args); break
      case 'commitOffsets': return this.#commit(call, offsetsOf(args['offsets']))
      case 'seek': this.#running().seek(partitionOf(args), Number(args['offset'])); this.#state.queue = this.#state.queue.filter(slice => idOf(slice) !== idOf(partitionOf(args))); break
      case 'pause': this.#running().pause(this.#partitionsOf(args)); break
      case 'resume': this.#running().resume(this.#partitionsOf(args)); break
      case 'assignment': this.#answers.push({ call, value: this.#core?.assignment.map(({ topic, partition }) => ({ topic, partition })) ?? [] }); return
      case 'stop': case 'disconnect': return this.#close(call)
      default: throw new AskError('TypeError', `consumer.${method} is not a function`)
    }
    this.#answers.push({ call, value: null })
    this.#next()
  }

  #subscribe({ topics, fromBeginning }: Readonly<Record<string, unknown>>): void {
    if (this.#state.handler !== null) throw new AskError('KafkaJSNonRetriableError', 'Cannot subscribe to topic while consumer is running')
    for (const each of (Array.isArray(topics) ? topics : []) as { topic?: string; pattern?: string }[]) {
      if (each.topic) this.#state.topics.push(String(each.topic))
      else if (each.pattern) this.#state.pattern = String(each.pattern)
    }
    if (typeof fromBeginning === 'boolean') this.#state.fromBeginning = fromBeginning
  }

  #run({ handler, autoCommit, autoCommitInterval }: Readonly<Record<string, unknown>>): void {
    if (!this.#state.connected) throw new AskError('KafkaJSError', 'The consumer is not connected')
    if (this.#state.handler !== null) throw new AskError('KafkaJSError', 'The consumer is already running')
    if (this.#state.topics.length === 0 && this.#state.pattern === null) throw new AskError('KafkaJSNonRetriableError', 'Missing topic: subscribe before run')
    this.#state.handler = Number(handler)
    const kafkajs = this.#options.dialect === 'kafkajs'
    this.#state.commitsEachBatch = kafkajs && autoCommit !== false && typeof autoCommitInterval !== 'number'
    this.#state.config = {
      ...this.#config,
      ...(this.#state.fromBeginning !== null && { 'auto.offset.reset': this.#state.fromBeginning ? 'earliest' : 'latest' }),
      ...(kafkajs && { 'enable.auto.commit': String(typeof autoCommitInterval === 'number' && autoCommit !== false) }),
      ...(kafkajs && typeof autoCommitInterval === 'number' && { 'auto.commit.interval.ms': String(autoCommitInterval) }),
    }
    this.#core = new Consumer(this.#env, this.#state.config, this.#name)
    const { topics, pattern } = this.#state
    this.#core.subscribe(pattern === null ? { topics } : { pattern })
  }

  #running(): Consumer {
    if (!this.#core) throw new AskError('KafkaJSNonRetriableError', 'Consumer group was not initialized, consumer#run must be called first')
    return this.#core
  }

  #resolve(args: Readonly<Record<string, unknown>>): void {
    const { topic, partition } = partitionOf(args)
    this.#state.resolved.set(idOf({ topic, partition }), { topic, partition, offset: Number(args['offset']) + 1 })
  }

  /** Without offsets: what was resolved, as both libraries do. */
  #commit(call: number, offsets: (TopicPartition & { offset: number })[]): void {
    const core = this.#running()
    core.commit({ call }, { sync: true, offsets: offsets.length > 0 ? offsets : [...this.#state.resolved.values()] })
    if (offsets.length === 0) this.#state.resolved.clear()
    this.#settle()
  }

  #close(call: number): void {
    this.#state.connected = false
    this.#state.handler = null
    this.#state.queue = []
    if (!this.#core) { this.#answers.push({ call, value: null }); return }
    if (this.#state.commitsEachBatch && this.#state.resolved.size > 0) this.#core.commit(null, { offsets: [...this.#state.resolved.values()] })
    this.#core.close({ call })
    this.#settle()
  }

  handle(event: ProcessEvent): boolean {
    if (!this.#core?.handle(event)) return false
    this.#settle()
    this.#next()
    return true
  }

  #settle(): void { for (const event of this.#core?.takeEvents() ?? []) this.#take(event) }

  #take(event: ConsumerEvent): void {
    switch (event.is) {
      case 'revoked': case 'lost': {
        const gone = new Set(event.partitions.map(idOf))
        this.#state.queue = this.#state.queue.filter(slice => !gone.has(idOf(slice)))
        for (const id of gone) this.#state.resolved.delete(id)
        return
      }
      case 'committed': {
        const call = (event.tag as { call: number } | null)?.call
        if (call === undefined) return
        this.#answers.push(event.error === null ? { call, value: null } : { call, error: protocolError(event.error, Errors[event.error], event.message ?? event.error) })
        return
      }
      case 'error': this.#env.tell({ is: 'console', level: 'error', text: `${event.error}: ${event.message}` }); return
      case 'closed': {
        this.#core = null
        const { call } = event.tag as { call: number }
        this.#answers.push({ call, value: null })
      }
    }
  }

  /** Hands the next batch over, when the last has come back. */
  #next(): void {
    const { handler, invoked, queue } = this.#state
    if (handler === null || invoked !== null || !this.#core) return
    if (queue.length === 0) queue.push(...this.#core.poll())
    this.#settle()
    const slice = queue.shift()
    if (!slice) return
    this.#state.invoked = this.#state.nextInvocation++
    this.#answers.push({ invoke: { invocation: this.#state.invoked, callback: handler, args: this.#batchOf(slice) } })
  }

  #batchOf(slice: RecordSlice) {
    const records = [...recordsOf(slice, this.#env.codecs)].map(({ offset, timestamp, key, value, headers }): WireRecord => ({
      offset: String(offset), timestamp: String(timestamp), key: textOf(key), value: textOf(value), size: (key?.length ?? 0) + (value?.length ?? 0),
      headers: headers.map(header => [header.key, textOf(header.value)]),
    }))
    const highWatermark = this.#core!.assignment.find(({ id }) => id === idOf(slice))?.highWatermark ?? slice.to + 1
    return { topic: slice.topic, partition: slice.partition, highWatermark: String(highWatermark), records }
  }

  returned(invocation: number, error: RealmError | null): boolean {
    if (invocation !== this.#state.invoked) return false
    this.#state.invoked = null
    if (error) this.#failed(error)
    else if (this.#state.commitsEachBatch && this.#state.resolved.size > 0) {
      this.#core?.commit(null, { offsets: [...this.#state.resolved.values()] })
      this.#state.resolved.clear()
    }
    this.#next()
    return true
  }

  /** An error in the script's function: both libraries log it, leave what was not resolved to be read again, and go on. */
  #failed(error: RealmError): void {
    this.#env.tell({ is: 'console', level: 'error', text: `eachMessage failed: ${error.name}: ${error.message}` })
  }

  #partitionsOf({ topics }: Readonly<Record<string, unknown>>): TopicPartition[] {
    const wanted = (Array.isArray(topics) ? topics : []) as { topic: string; partitions?: number[] }[]
    return wanted.flatMap(({ topic, partitions }) => partitions ? partitions.map(partition => ({ topic, partition }))
      : this.#running().assignment.filter(each => each.topic === topic).map(each => ({ topic, partition: each.partition })))
  }

  takeAnswers(): Answer[] {
    const answers = this.#answers
    this.#answers = []
    return answers
  }

  save(): Plain {
    const { queue, topics, resolved, ...rest } = this.#state
    return { ...rest, topics: [...topics], queue: [...queue], resolved: [...resolved].map(([id, each]) => [id, { ...each }]), core: this.#core?.save() ?? null }
  }

  load(state: Plain): void {
    const { core, resolved, ...rest } = state as Omit<State, 'resolved'> & { resolved: [string, TopicPartition & { offset: number }][]; core: Plain }
    this.#state = { ...rest, topics: [...rest.topics], queue: [...rest.queue], resolved: new Map(resolved) }
    if (core === null || !rest.config) return
    this.#core = new Consumer(this.#env, rest.config, this.#name)
    this.#core.load(core)
  }
}

const textOf = (bytes: Uint8Array | null): string | null => bytes === null ? null : bytesToText(bytes)

function partitionOf({ topic, partition }: Readonly<Record<string, unknown>>): TopicPartition {
  if (typeof topic !== 'string' || !Number.isSafeInteger(Number(partition))) throw new AskError('KafkaJSNonRetriableError', 'a topic and a partition are needed')
  return { topic, partition: Number(partition) }
}

const offsetsOf = (given: unknown): (TopicPartition & { offset: number })[] =>
  (Array.isArray(given) ? given : []).map(each => ({ ...partitionOf(each as Record<string, unknown>), offset: Number((each as { offset: unknown }).offset) }))
