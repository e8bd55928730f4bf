import type { AdminAnswer } from '../../client/admin/admin.ts'
import type { ConsumerEvent } from '../../client/consumer/context.ts'
import { recordsOf } from '../../client/consumer/record-slices.ts'
import { idOf, type TopicPartition } from '../../client/topic-partition.ts'
import type { PartitionId } from '../../env/domain-event.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { batchAt, timestampTypeOf } from '../../protocol/records/batch.ts'
import { withoutLog } from '../stderr-log.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt } from '../terminal.ts'
import type { Invocation, Shell } from '../tool.ts'
import { brokerErrorText } from './errors.ts'
import { formatOf } from './format.ts'
import { kcatOptions, wholeNumber, type KcatOptions } from './options.ts'
import { Reader } from './reader.ts'
import { sought, startOf, type Start } from './start-offsets.ts'

interface Settings {
  readonly options: KcatOptions
  readonly start: Start
  readonly most: number | null
  readonly configs: Readonly<Record<string, string>>
}

function settingsOf(shell: Shell): Settings {
  const options = kcatOptions(shell), group = options.mode === 'G' ? options.last('G')! : options.configs['group.id']
  return {
    options, start: startOf(options.last('o') ?? (options.mode === 'G' ? 'stored' : 'beginning')), most: wholeNumber(options, 'c'),
    configs: {
      'client.id': 'rdkafka', 'auto.offset.reset': 'latest', ...options.configs, 'bootstrap.servers': options.brokers,
      ...group !== undefined && { 'group.id': group },
    },
  }
}

interface State {
  readonly received: number
  /** Partitions whose end was told, at that offset. */
  readonly ends: Readonly<Record<PartitionId, number>>
  readonly unended: string
  /** As whom it was given partitions last: who leaves is nobody any more. */
  readonly member: string
  readonly closing: number | null
}

/** `kcat -C` and `kcat -G`. */
export class KcatConsumer extends StreamTool<Settings, Reader> {
  #state: State = { received: 0, ends: {}, unended: '', member: '', closing: null }

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, settingsOf, ({ configs }) => new Reader(withoutLog(env), configs))
  }

  protected begin(): void {
    const { options } = this.settings
    if (options.mode === 'C') return this.client.admin.ask({ do: 'describeTopics', topics: [options.last('t')!] }, null)
    this.#say('Waiting for group rebalance')
    this.client.consumer.subscribe({ topics: options.rest })
    this.#poll()
  }

  protected take(event: ProcessEvent): void {
    if (isInterrupt(event)) this.#close(INTERRUPTED)
    else if (event.is === 'stop') this.#close(TERMINATED)
    else this.client.handle(event)
    for (const answer of this.client.admin.takeAnswers()) this.#answered(answer)
    for (const told of this.client.consumer.takeEvents()) this.#hear(told)
    this.#ends()
  }

  #answered(answer: AdminAnswer): void {
    if (answer.error !== null) return this.#fail(brokerErrorText(answer.error))
    if (answer.do === 'listOffsets') return this.#assign(sought(answer.result, 'back' in this.settings.start ? this.settings.start.back : 0))
    if (answer.do !== 'describeTopics') return
    const { options, start } = this.settings, topic = options.last('t')!, only = wholeNumber(options, 'p'), [described] = answer.result
    const error = described ? described.error : 'UNKNOWN_TOPIC_OR_PARTITION'
    if (!described || error !== null) return this.#fail(`Topic ${topic} error: ${brokerErrorText(error!)}`)
    const all = described.partitions.map(({ partition }) => ({ topic, partition })).sort((a, b) => a.partition - b.partition)
    const partitions = only === null ? all : all.filter(({ partition }) => partition === only)
    if (partitions.length === 0) return this.#fail(`Topic ${topic} has no partition ${only}`)
    if ('ask' in start) return this.client.admin.ask({ do: 'listOffsets', partitions: partitions.map(tp => ({ ...tp, at: start.ask })) }, null)
    this.#assign(partitions.map(tp => ({ ...tp, to: start.at })))
  }

  #assign(partitions: readonly (TopicPartition & { readonly to: number | 'earliest' | 'latest' | 'stored' })[]): void {
    const { consumer } = this.client
    consumer.assign(partitions)
    for (const { to, ...tp } of partitions) if (to !== 'stored') consumer.seek(tp, to)
    this.#poll()
  }

  #hear(told: ConsumerEvent): void {
    if (told.is === 'ready') return this.#poll()
    if (told.is === 'closed') return this.exit(this.#state.closing ?? 0)
    if (told.is === 'error') return told.fatal ? this.#fail(brokerErrorText(told.error)) : undefined
    if (told.is === 'committed') return
    if (told.is === 'assigned') this.#state = { ...this.#state, member: this.client.consumer.groupMetadata.memberId }
    const partitions = told.partitions.map(({ topic, partition }) => `${topic} [${partition}]`).join(', ')
    const did = told.is === 'assigned' ? 'assigned' : 'revoked'
    this.#say(`Group ${this.settings.options.last('G')} rebalanced (memberid ${this.#state.member}): ${did}: ${partitions}`)
  }

  #poll(): void {
    const { consumer } = this.client, { most, options } = this.settings, format = formatOf(options)
    while (this.#state.closing === null) {
      const slices = consumer.poll()
      if (slices.length === 0) return
      for (const slice of slices) {
        const timestampType = timestampTypeOf(batchAt(slice.bytes, slice.at))
        for (const record of recordsOf(slice, this.env.codecs)) {
          if (this.#state.received === most) break
          this.#state = { ...this.#state, received: this.#state.received + 1 }
          this.#write(format({ ...record, timestampType }))
        }
      }
      if (this.#state.received === most) this.#close(0)
    }
  }

  /** Told once for each end; with `-e`, the last one is the end of it all. */
  #ends(): void {
    for (const { id, topic, partition, position, highWatermark } of this.client.consumer.assignment) {
      const { ends, closing } = this.#state
      if (closing !== null || position === null || highWatermark === null || position.offset < highWatermark || ends[id] === position.offset) continue
      this.#state = { ...this.#state, ends: { ...ends, [id]: position.offset } }
      const isAll = this.settings.options.has('e') && this.client.consumer.assignment.every(each => idOf(each) in this.#state.ends)
      this.#say(`Reached end of topic ${topic} [${partition}] at offset ${position.offset}${isAll ? ': exiting' : ''}`)
      if (isAll) this.#close(0)
    }
  }

  #write(text: string): void {
    const lines = (this.#state.unended + text).split('\n')
    this.#state = { ...this.#state, unended: lines.pop()! }
    for (const line of lines) this.out(line)
  }

  #say(text: string): void { if (!this.settings.options.has('q')) this.err(`% ${text}`) }

  #fail(why: string): void {
    this.err(`% ERROR: ${why}`)
    this.#close(1)
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    if (this.#state.unended !== '') this.out(this.#state.unended)
    this.#state = { ...this.#state, closing: code, unended: '' }
    this.client.admin.close()
    this.client.consumer.close(null)
  }

  protected saved(): Plain { return this.#state }
  protected restore(state: Plain): void { this.#state = state as State }
}
