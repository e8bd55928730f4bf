import { Consumer } from '../../client/consumer/consumer.ts'
import type { ConsumerEvent } from '../../client/consumer/context.ts'
import { recordsOf, type RecordSlice } from '../../client/consumer/record-slices.ts'
import { idOf, type TopicPartition } from '../../client/topic-partition.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { Errors } from '../../protocol/errors.ts'
import { exceptionName } from '../../protocol/exception-name.ts'
import { utf8Decode } from '../../protocol/utf8.ts'
import { StreamTool } from '../stream-tool.ts'
import { INTERRUPTED, TERMINATED, isInterrupt } from '../terminal.ts'
import type { Invocation } from '../tool.ts'
import { verifiableConsumerSettings, type VerifiableConsumerSettings } from './consumer-options.ts'

interface State {
  readonly consumed: number
  /** A commit is under way, and nothing is asked for before it is answered. */
  readonly committing: boolean
  readonly closing: number | null
}

/** kafka-verifiable-consumer.sh (VerifiableConsumer): a line of JSON for whatever happens to a member of a group. */
export class VerifiableConsumer extends StreamTool<VerifiableConsumerSettings, Consumer> {
  #state: State = { consumed: 0, committing: false, closing: null }

  constructor(env: Env, invocation: Invocation) {
    super(env, invocation, verifiableConsumerSettings, (settings, logged) => new Consumer(logged, settings.configs))
  }

  protected begin(): void {
    this.#print('startup_complete')
    this.client.subscribe({ topics: [this.settings.topic] })
    this.#poll()
  }

  protected take(event: ProcessEvent): void {
    if (isInterrupt(event)) this.#stop(INTERRUPTED)
    else if (event.is === 'stop') this.#stop(TERMINATED)
    else this.client.handle(event)
    for (const told of this.client.takeEvents()) this.#hear(told)
  }

  #stop(code: number): void {
    this.#print('shutdown_requested')
    this.#close(code)
  }

  #hear(told: ConsumerEvent): void {
    if (told.is === 'ready') return this.#poll()
    if (told.is === 'committed') return this.#committed(told)
    if (told.is === 'closed') return this.#end()
    if (told.is !== 'error') {
      return this.#print(told.is === 'assigned' ? 'partitions_assigned' : 'partitions_revoked', { partitions: told.partitions.map(plain) })
    }
    if (told.fatal) {
      this.err(`${exceptionName(Errors[told.error])}: ${told.message}`)
      this.#close(1)
    }
  }

  #poll(): void {
    while (this.#state.closing === null && !this.#state.committing) {
      const slices = this.client.poll()
      if (slices.length === 0) return
      this.#received(slices)
    }
  }

  /** Of the last poll only as much counts as `--max-messages` leaves room for. */
  #received(slices: readonly RecordSlice[]): void {
    const { maxMessages, commits } = this.settings, all = slices.reduce((sum, { count }) => sum + count, 0)
    const taken: (TopicPartition & { count: number; minOffset: number; maxOffset: number })[] = []
    for (const id of new Set(slices.map(idOf))) {
      const room = maxMessages === null ? Infinity : maxMessages - this.#state.consumed
      const records = slices.filter(slice => idOf(slice) === id).flatMap(slice => [...recordsOf(slice, this.env.codecs)]).slice(0, room)
      if (records.length === 0) continue
      if (this.settings.isVerbose) for (const record of records) this.#data(record)
      taken.push({ ...plain(records[0]!), count: records.length, minOffset: records[0]!.offset, maxOffset: records.at(-1)!.offset })
      this.#state = { ...this.#state, consumed: this.#state.consumed + records.length }
    }
    this.#print('records_consumed', { count: all, partitions: taken })
    if (commits && taken.length > 0) {
      this.#state = { ...this.#state, committing: true }
      this.client.commit(null, { sync: true, offsets: taken.map(each => ({ ...plain(each), offset: each.maxOffset + 1 })) })
    } else this.#closeWhenDone()
  }

  #data({ topic, partition, offset, key, value }: TopicPartition & { offset: number; key: Uint8Array | null; value: Uint8Array | null }): void {
    this.#print('record_data', { key: key && utf8Decode(key), value: value && utf8Decode(value), topic, partition, offset })
  }

  #committed({ offsets, error, message }: ConsumerEvent & { is: 'committed' }): void {
    this.#state = { ...this.#state, committing: false }
    this.#print('offsets_committed', {
      offsets: offsets.map(each => ({ ...plain(each), offset: each.offset })), ...error !== null && { error: message }, success: error === null,
    })
    this.#closeWhenDone()
    this.#poll()
  }

  #closeWhenDone(): void {
    if (this.settings.maxMessages !== null && this.#state.consumed >= this.settings.maxMessages) this.#close(0)
  }

  #end(): void {
    this.#print('shutdown_complete')
    if (this.#state.closing === 0) this.#print('shutdown_requested')
    this.exit(this.#state.closing ?? 0)
  }

  #close(code: number): void {
    if (this.#state.closing !== null) return
    this.#state = { ...this.#state, closing: code }
    this.client.close(null)
  }

  #print(name: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.out(JSON.stringify({ timestamp: this.env.wall(), name, ...facts }))
  }

  protected saved(): Plain { return this.#state }
  protected restore(state: Plain): void { this.#state = state as State }
}

const plain = ({ topic, partition }: TopicPartition): TopicPartition => ({ topic, partition })
