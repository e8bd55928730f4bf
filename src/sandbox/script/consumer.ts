import { Consumer } from '../../client/consumer/consumer.ts'
import type { ConsumerEvent } from '../../client/consumer/context.ts'
import { idOf, type TopicPartition } from '../../client/topic-partition.ts'
import type { Beans } from '../../env/metrics.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { micros } from '../../env/units.ts'
import type { ConsumerView } from '../../env/view.ts'
import { Errors } from '../../protocol/errors.ts'
import { clientConfig, type ClientOptions, type JavaConfig } from '../dialects/index.ts'
import type { RealmError } from '../turn.ts'
import { AskError, protocolError, type Answer, type ScriptClient } from './asked.ts'
import { loadState, newState, runConfig, saveState, subscribe, type From, type SavedState } from './consumer-state.ts'
import { afterFailure } from './failure.ts'
import { Lines } from './lines.ts'
import { batchOf, offsetsOf, partitionOf, partitionsIn } from './places.ts'

/** A script's consumer: what the core polls goes to the script's function one batch at a time, and the next when it has come back. */
export class ScriptConsumer implements ScriptClient {
  readonly #env: Env
  readonly #name: string
  readonly #options: ClientOptions
  readonly #config: JavaConfig
  #core: Consumer | null = null
  readonly #answers: Answer[] = []
  #state = newState()
  readonly lines = new Lines()

  constructor(env: Env, name: string, options: ClientOptions) {
    this.#env = env
    this.#name = name
    this.#options = options
    this.#config = clientConfig('consumer', options)
    if (!this.#config['group.id']) throw new AskError('KafkaJSNonRetriableError', 'Consumer groupId must be a non-empty string.')
  }

  get busy(): boolean { return this.#state.connected || this.#core !== null }
  beans(): Beans { return this.#core?.beans() ?? {} }
  views(): ConsumerView[] { return this.#core ? [this.#core.view()] : [] }

  ask(call: number, method: string, args: Readonly<Record<string, unknown>>, line: number | null): void {
    switch (method) {
      case 'connect': this.#state.connected = true; break
      case 'subscribe': subscribe(this.#state, args); break
      case 'run': this.#run(args, line); break
      case 'resolveOffset': this.#resolve(args); break
      case 'commitOffsets': return this.#commit(call, offsetsOf(args['offsets']))
      case 'seek': this.#seek({ ...partitionOf(args), next: Number(args['offset']) }); break
      case 'pause': this.#running().pause(partitionsIn(args, this.#running().assignment)); break
      case 'resume': this.#running().resume(partitionsIn(args, this.#running().assignment)); break
      case 'assignment': this.#answers.push({ call, value: this.#core?.assignment.map(({ topic, partition }) => ({ topic, partition })) ?? [] }); return
      case 'stop': case 'disconnect': return this.#close(call)
      default: throw new AskError('TypeError', `consumer.${method} is not a function`)
    }
    this.#answers.push({ call, value: null })
    this.#next()
  }

  #seek(to: From): void {
    this.#running().seek(to, to.next)
    this.#unqueue([to])
    this.#moveInHand(to)
  }

  #moveInHand(to: From): void {
    if (this.#state.invoked && idOf(this.#state.invoked) === idOf(to)) this.#state.invoked = to
  }

  #run(args: Readonly<Record<string, unknown>>, line: number | null): void {
    if (!this.#state.connected) throw new AskError('KafkaJSError', 'The consumer is not connected')
    if (this.#state.handler !== null) throw new AskError('KafkaJSError', 'The consumer is already running')
    if (this.#state.topics.length === 0 && this.#state.pattern === null) throw new AskError('KafkaJSNonRetriableError', 'Missing topic: subscribe before run')
    this.#state.handler = Number(args['handler'])
    this.#state.line = line
    this.#state.each = args['each'] === 'eachBatch' ? 'eachBatch' : 'eachMessage'
    Object.assign(this.#state, runConfig(this.#config, this.#options.dialect, this.#state.fromBeginning, args))
    this.#begin()
  }

  #begin(): void {
    const { topics, pattern, config } = this.#state
    this.#state.attempts = null
    this.#core = new Consumer(this.#env, config!, this.#name)
    this.#core.subscribe(pattern === null ? { topics } : { pattern })
  }

  #running(): Consumer {
    if (!this.#core) throw new AskError('KafkaJSNonRetriableError', 'Consumer group was not initialized, consumer#run must be called first')
    return this.#core
  }

  #resolve(args: Readonly<Record<string, unknown>>): void {
    const { topic, partition } = partitionOf(args)
    const next = Number(args['offset']) + 1
    this.#state.resolved.set(idOf({ topic, partition }), { topic, partition, offset: next })
    this.#moveInHand({ topic, partition, next })
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
    const { pause } = this.#state
    this.#state.pause = null
    if (pause?.timer) this.#env.cancel(pause.timer)
    if (!this.#core || pause?.then === 'restart') { this.#answers.push({ call, value: null }); return }
    this.#commitResolved()
    this.#core.close({ call })
    this.#settle()
  }

  /** As kafkajs does after each batch. */
  #commitResolved(): void {
    const { commitsEachBatch, resolved } = this.#state
    if (!commitsEachBatch || resolved.size === 0) return
    this.#core?.commit(null, { offsets: [...resolved.values()] })
    resolved.clear()
  }

  handle(event: ProcessEvent): boolean {
    if (event.is === 'timer' && (event.timer as { goOn?: string } | null)?.goOn === this.#name) return this.#goOn()
    if (!this.#core?.handle(event)) return false
    this.#settle()
    this.#next()
    return true
  }

  #settle(): void { for (const event of this.#core?.takeEvents() ?? []) this.#take(event) }

  #take(event: ConsumerEvent): void {
    switch (event.is) {
      case 'revoked': case 'lost':
        for (const gone of event.partitions) this.#state.resolved.delete(idOf(gone))
        return this.#unqueue(event.partitions)
      case 'committed': return this.#committed(event)
      case 'error': return this.#say(`${event.error}: ${event.message}`)
      case 'closed': {
        this.#core = null
        const { call, restartMs } = event.tag as { call?: number; restartMs?: number }
        if (call !== undefined) this.#answers.push({ call, value: null })
        if (restartMs === undefined || !this.#state.pause) return
        this.#say(`[Consumer] Restarting the consumer in ${restartMs}ms`)
        this.#pause(restartMs, 'restart')
      }
    }
  }

  #committed({ tag, error, message }: ConsumerEvent & { is: 'committed' }): void {
    const call = (tag as { call: number } | null)?.call
    if (call !== undefined) this.#answers.push(error === null ? { call, value: null } : { call, error: protocolError(error, Errors[error], message ?? error) })
  }

  /** Hands the next batch over, when the last has come back. */
  #next(): void {
    const { handler, line, invoked, pause, queue } = this.#state
    if (handler === null || invoked !== null || pause !== null || !this.#core) return
    if (queue.length === 0) queue.push(...this.#core.poll())
    this.#settle()
    const slice = queue.shift()
    if (!slice) return
    this.#state.invoked = { topic: slice.topic, partition: slice.partition, next: slice.from }
    if (line !== null) this.lines.read(line, slice.to - slice.from + 1)
    const highWatermark = this.#core.assignment.find(({ id }) => id === idOf(slice))?.highWatermark ?? slice.to + 1
    this.#answers.push({ invoke: { callback: handler, args: batchOf(slice, highWatermark, this.#env.codecs) } })
  }

  returned(error: RealmError | null): void {
    const { invoked } = this.#state
    this.#state.invoked = null
    if (!invoked) return
    this.#commitResolved()
    if (error && this.#core) this.#failed(error, invoked)
    this.#next()
  }

  /** The script's function threw: what it did not resolve is read again. */
  #failed(error: RealmError, inHand: From): void {
    const said = `${error.name}: ${error.message}`
    if (this.#options.dialect === 'confluent') {
      this.#say(`Consumer encountered error while processing message. Error details: ${said}. The same message may be reprocessed.`)
      return this.#readAgain([inHand])
    }
    this.#say(`[Runner] Error when calling ${this.#state.each}: ${said}`)
    const then = afterFailure(error, this.#state.attempts, this.#env.random)
    if (then.is === 'retry') {
      this.#readAgain([inHand, ...this.#state.queue.map(({ topic, partition, from }) => ({ topic, partition, next: from }))])
      this.#state.attempts = then.attempts
      return this.#pause(then.afterMs, 'retry')
    }
    this.#say(`[Consumer] Crash: ${then.crash}`)
    this.#crash(then.is === 'restart' ? then.afterMs : null)
  }

  /** Positions go back, of partitions that are still assigned; of several places in one the first holds. */
  #readAgain(places: readonly From[]): void {
    const assigned = new Set(this.#core!.assignment.map(({ id }) => id))
    for (const place of places.toReversed()) if (assigned.has(idOf(place))) this.#core!.seek(place, place.next)
    this.#unqueue(places)
  }

  #unqueue(partitions: readonly TopicPartition[]): void {
    const gone = new Set(partitions.map(idOf))
    this.#state.queue = this.#state.queue.filter(slice => !gone.has(idOf(slice)))
  }

  /** Leaves the group; `restartMs` null: for good, as if it had been disconnected. */
  #crash(restartMs: number | null): void {
    this.#state.queue = []
    if (restartMs === null) Object.assign(this.#state, { connected: false, handler: null })
    else this.#state.pause = { timer: null, then: 'restart' }
    this.#core!.close(restartMs === null ? {} : { restartMs })
    this.#settle()
  }

  #pause(ms: number, then: 'retry' | 'restart'): void {
    this.#state.pause = { timer: this.#env.at(this.#env.now() + ms * micros.perMilli, { goOn: this.#name }), then }
  }

  #goOn(): true {
    const { pause } = this.#state
    this.#state.pause = null
    if (pause?.then === 'restart') this.#begin()
    this.#next()
    return true
  }

  #say(text: string): void { this.#env.tell({ is: 'console', level: 'error', text }) }

  takeAnswers(): Answer[] { return this.#answers.splice(0) }

  save(): Plain { return { ...saveState(this.#state), core: this.#core?.save() ?? null, lines: this.lines.save() } }

  load(state: Plain): void {
    const { core, lines, ...rest } = state as SavedState & { core: Plain; lines: Plain }
    this.lines.load(lines)
    this.#state = loadState(rest)
    if (core === null || !rest.config) return
    this.#core = new Consumer(this.#env, rest.config, this.#name)
    this.#core.load(core)
  }
}
