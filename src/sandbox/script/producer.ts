import { Producer } from '../../client/producer/producer.ts'
import type { ProducerAnswer } from '../../client/producer/delivery.ts'
import type { Beans } from '../../env/metrics.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import type { ProducerView } from '../../env/view.ts'
import { Errors, isRetriable } from '../../protocol/errors.ts'
import { clientConfig, type ClientOptions, type JavaConfig } from '../dialects/index.ts'
import { acks as acksInJava } from '../dialects/option.ts'
import { AskError, realmError, type Answer, type ScriptClient } from './asked.ts'
import { Lines } from './lines.ts'
import { checkedMessage } from './wire-values.ts'

/** One `send` under way: answered when each of its records is. */
interface Sending { readonly call: number; readonly line: number | null; left: number; readonly results: Map<string, { topic: string; partition: number; baseOffset: number; at: number }>; failed: Answer | null }
/** kafkajs gives `acks` and `compression` with each send, Java with the producer: one core for each that was used. */
interface Core { readonly name: string; readonly config: JavaConfig; readonly producer: Producer }
interface Saved { connected: boolean; sendings: [number, Sending][]; cores: { name: string; config: JavaConfig; producer: Plain }[]; closing: [string, number][]; lines: Plain }

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

/** A script's producer: `send` becomes records of the client core, its promise the answer to the last of them. */
export class ScriptProducer implements ScriptClient {
  readonly #env: Env
  readonly #name: string
  readonly #config: JavaConfig
  readonly #dialect: ClientOptions['dialect']
  #cores = new Map<string, Core>()
  #sendings = new Map<number, Sending>()
  /** Cores that are closing, and the call each answers. */
  #closing = new Map<string, number>()
  #connected = false
  #answers: Answer[] = []
  readonly lines = new Lines()

  constructor(env: Env, name: string, options: ClientOptions) {
    this.#env = env
    this.#name = name
    this.#dialect = options.dialect
    this.#config = clientConfig('producer', options)
  }

  get busy(): boolean { return this.#connected || this.#sendings.size > 0 || this.#closing.size > 0 }
  beans(): Beans { return Object.assign({}, ...[...this.#cores.values()].map(core => core.producer.beans())) as Beans }
  views(): ProducerView[] { return [...this.#cores.values()].map(core => core.producer.view()) }

  ask(call: number, method: string, args: Readonly<Record<string, unknown>>, line: number | null): void {
    switch (method) {
      case 'connect': this.#connected = true; this.#core(this.#config); return this.#answer({ call, value: null })
      case 'send': return this.#send(call, args, line)
      case 'flush': return this.#flush(call)
      case 'disconnect': return this.#disconnect(call)
      default: throw new AskError('TypeError', `producer.${method} is not a function`)
    }
  }

  #send(call: number, { topicMessages, acks, compression }: Readonly<Record<string, unknown>>, line: number | null): void {
    if (!this.#connected) throw new AskError('KafkaJSError', 'The producer is disconnected')
    const { producer } = this.#core(this.#configFor(acks, compression))
    const batches = (Array.isArray(topicMessages) ? topicMessages : []) as { topic?: unknown; messages?: unknown }[]
    const records = batches.flatMap(({ topic, messages }) => {
      if (typeof topic !== 'string' || topic === '') throw new AskError('KafkaJSNonRetriableError', 'Invalid topic')
      if (!Array.isArray(messages)) throw new AskError('KafkaJSNonRetriableError', `Invalid messages array [${String(messages)}] for topic "${topic}"`)
      return messages.map(message => ({ topic, ...checkedMessage(message) }))
    })
    if (records.length === 0) return this.#answer({ call, value: [] })
    const sending: Sending = { call, line, left: records.length, results: new Map(), failed: null }
    this.#sendings.set(call, sending)
    if (line !== null) this.lines.sent(line, records.length)
    for (const record of records) producer.send({ ...record, tag: call })
    this.#settle()
  }

  #configFor(acks: unknown, compression: unknown): JavaConfig {
    if (this.#dialect === 'confluent' && (acks !== undefined || compression !== undefined)) {
      throw new AskError('KafkaJSError', 'acks and compression are set when the producer is made, not with each send: kafka.producer({ kafkaJS: { acks: 1 } })')
    }
    return {
      ...this.#config,
      ...(acks !== undefined && { acks: acksInJava(acks) }),
      ...(compression !== undefined && { 'compression.type': CODECS[Number(compression)] ?? String(compression) }),
    }
  }

  #core(config: JavaConfig): Core {
    const name = `${this.#name} ${config['acks'] ?? 'all'} ${config['compression.type'] ?? 'none'}`
    let core = this.#cores.get(name)
    if (!core) this.#cores.set(name, core = { name, config, producer: new Producer(this.#env, config, name) })
    return core
  }

  #flush(call: number): void {
    const waiting = [...this.#cores.values()]
    if (waiting.length === 0) return this.#answer({ call, value: null })
    for (const { producer } of waiting) producer.flush(call)
    this.#settle()
  }

  #disconnect(call: number): void {
    this.#connected = false
    if (this.#cores.size === 0) return this.#answer({ call, value: null })
    for (const { name, producer } of this.#cores.values()) {
      this.#closing.set(name, call)
      producer.close(call)
    }
    this.#settle()
  }

  handle(event: ProcessEvent): boolean {
    const mine = [...this.#cores.values()].some(core => core.producer.handle(event))
    if (mine) this.#settle()
    return mine
  }

  /** Turns what the cores answered into answers to the script. */
  #settle(): void {
    for (const core of [...this.#cores.values()]) for (const answer of core.producer.takeAnswers()) this.#take(core, answer)
  }

  #take(core: Core, answer: ProducerAnswer): void {
    if ('tag' in answer) return this.#done(core, answer)
    for (const { send, tag } of answer.tags) {
      const sending = this.#sendings.get(tag as number)
      if (!sending) continue
      sending.left--
      this.#note(sending, answer, send)
      if (answer.is === 'failed') sending.failed ??= { call: sending.call, error: producerError(answer.error, answer.message) }
      else note(sending, answer, send - answer.sends.from)
      if (sending.left === 0) this.#finish(sending)
    }
  }

  #note({ line }: Sending, answer: Extract<ProducerAnswer, { tags: unknown }>, send: number): void {
    if (line === null) return
    if (answer.is === 'failed') this.lines.failed(line)
    else this.lines.acknowledged(line, answer, answer.baseOffset < 0 ? -1 : answer.baseOffset + send - answer.sends.from, this.#env.now())
  }

  #finish(sending: Sending): void {
    this.#sendings.delete(sending.call)
    this.#answer(sending.failed ?? { call: sending.call, value: [...sending.results.values()].map(({ topic, partition, baseOffset, at }) => ({
      topicName: topic, partition, errorCode: 0, baseOffset: String(baseOffset), logAppendTime: String(at),
    })) })
  }

  #done(core: Core, { is, tag }: Extract<ProducerAnswer, { tag: unknown }>): void {
    const call = tag as number
    if (is === 'flushed') return this.#answer({ call, value: null })
    this.#cores.delete(core.name)
    this.#closing.delete(core.name)
    if (![...this.#closing.values()].includes(call)) this.#answer({ call, value: null })
  }

  #answer(answer: Answer): void { this.#answers.push(answer) }
  takeAnswers(): Answer[] {
    const answers = this.#answers
    this.#answers = []
    return answers
  }

  save(): Plain {
    const saved: Saved = {
      connected: this.#connected, closing: [...this.#closing], lines: this.lines.save(),
      sendings: [...this.#sendings].map(([call, sending]) => [call, { ...sending, results: new Map(sending.results) }]),
      cores: [...this.#cores.values()].map(({ name, config, producer }) => ({ name, config, producer: producer.save() })),
    }
    return saved
  }

  load(state: Plain): void {
    const saved = state as Saved
    this.#connected = saved.connected
    this.#closing = new Map(saved.closing)
    this.lines.load(saved.lines)
    this.#sendings = new Map(saved.sendings.map(([call, sending]) => [call, { ...sending, results: new Map(sending.results) }]))
    this.#cores = new Map(saved.cores.map(({ name, config, producer: state }) => {
      const producer = new Producer(this.#env, config, name)
      producer.load(state)
      return [name, { name, config, producer }]
    }))
  }
}

/** The answer to a send names each partition once, with the offset of its first record. */
function note(sending: Sending, answer: Extract<ProducerAnswer, { is: 'delivered' }>, behind: number): void {
  const { topic, partition, baseOffset, logAppendTime } = answer
  const key = `${topic}-${partition}`
  const offset = baseOffset < 0 ? -1 : baseOffset + behind
  const before = sending.results.get(key)
  if (!before || offset < before.baseOffset) sending.results.set(key, { topic, partition, baseOffset: offset, at: logAppendTime })
}

const producerError = (type: keyof typeof Errors, message: string) => ({
  ...realmError(new AskError('KafkaJSProtocolError', message, type, Errors[type])), retriable: isRetriable(Errors[type]),
})
