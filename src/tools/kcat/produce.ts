import { recordAnswers } from '../../client/producer/delivery.ts'
import { Producer } from '../../client/producer/producer.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { crc32Of } from '../../protocol/records/crc32c.ts'
import { utf8Encode } from '../../protocol/utf8.ts'
import { withoutLog } from '../stderr-log.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt, typed } from '../terminal.ts'
import { fileText } from '../text/properties.ts'
import type { Invocation, Shell } from '../tool.ts'
import { brokerErrorText } from './errors.ts'
import { unescaped } from './format.ts'
import { kcatOptions, wholeNumber, type KcatOptions } from './options.ts'

interface Settings {
  readonly options: KcatOptions
  readonly topic: string
  readonly partition: number | null
  /** Of the files named; null: what is typed. */
  readonly messages: readonly string[] | null
  readonly configs: Readonly<Record<string, string>>
}

function settingsOf(shell: Shell): Settings {
  const options = kcatOptions(shell), codec = options.last('z'), files = options.rest.map(name => fileText(shell, name))
  return {
    options, topic: options.last('t')!, partition: wholeNumber(options, 'p'),
    messages: files.length === 0 ? null : options.has('l') ? files.flatMap(linesOf) : files,
    configs: {
      'client.id': 'rdkafka', 'enable.idempotence': 'false', acks: 'all', ...codec !== undefined && { 'compression.type': codec }, ...options.configs,
      'bootstrap.servers': options.brokers,
    },
  }
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n')

interface State {
  readonly waiting: readonly string[]
  readonly ended: boolean
  readonly sent: number
  /** Sent and not answered. */
  readonly open: number
  readonly closing: number | null
}

/** `kcat -P`: every line is a message. */
export class KcatProducer extends StreamTool<Settings, Producer> {
  #state: State = { waiting: [], ended: false, sent: 0, open: 0, closing: null }

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, settingsOf, ({ configs }) => new Producer(withoutLog(env), configs))
  }

  protected begin(): void {
    const { messages } = this.settings
    if (messages) this.#state = { ...this.#state, waiting: messages, ended: true }
    this.#send()
  }

  protected take(event: ProcessEvent): void {
    const lines = typed(event)
    if (isInterrupt(event)) this.#close(INTERRUPTED)
    else if (event.is === 'stop') this.#close(TERMINATED)
    else if (lines === null) this.#state = { ...this.#state, ended: true }
    else if (lines) this.#state = { ...this.#state, waiting: [...this.#state.waiting, ...lines] }
    else this.client.handle(event)
    this.#send()
    this.#answers()
  }

  /** By key only where the number of partitions is known. */
  #send(): void {
    const { topic, options } = this.settings, most = wholeNumber(options, 'c') ?? Infinity, partitions = this.client.partitionsFor(topic)
    if (this.#state.closing !== null || partitions === null) return
    const { waiting, open, ended } = this.#state
    const going = waiting.slice(0, Math.max(0, most - this.#state.sent)), sent = this.#state.sent + going.length
    this.#state = { ...this.#state, waiting: [], sent, open: open + going.length, ended: ended || sent >= most }
    for (const message of going) this.#message(message, partitions)
    if (this.#state.ended && this.#state.open === 0) this.#close(0)
  }

  #message(message: string, partitions: number): void {
    const { options, topic, partition } = this.settings, delimiter = unescaped(options.last('K') ?? '')
    const at = delimiter === '' ? -1 : message.indexOf(delimiter)
    const keyText = at >= 0 ? message.slice(0, at) : options.last('k') ?? '', valueText = at >= 0 ? message.slice(at + delimiter.length) : message
    const key = keyText === '' ? null : utf8Encode(keyText), value = valueText === '' && options.has('Z') ? null : utf8Encode(valueText)
    this.client.send({ topic, partition: partition ?? (key && crc32Of(key) % partitions), key, value, headers: options.all('H').map(headerIn), tag: null })
  }

  #answers(): void {
    for (const answer of this.client.takeAnswers()) {
      if (answer.is === 'closed') return this.exit(this.#state.closing ?? 0)
      for (const record of recordAnswers(answer)) {
        this.#state = { ...this.#state, open: this.#state.open - 1 }
        if ('error' in record) this.err(`% Delivery failed for message: ${brokerErrorText(record.error)}`)
      }
    }
    if (this.#state.ended && this.#state.open === 0 && this.#state.waiting.length === 0) this.#close(0)
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    this.#state = { ...this.#state, closing: code, waiting: [] }
    this.client.close(null)
    this.#answers()
  }

  protected saved(): Plain { return this.#state }
  protected restore(state: Plain): void { this.#state = state as State }
}

/** `name=value`; without a value it is null. */
function headerIn(text: string): { key: string; value: Uint8Array | null } {
  const [, key = '', value] = /^([^=]*)(?:=(.*))?$/.exec(text)!
  return { key, value: value === undefined ? null : utf8Encode(value) }
}
