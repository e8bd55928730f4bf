import { Admin, type AdminAnswer } from '../../client/admin/admin.ts'
import type { AdminCommand } from '../../client/admin/operations.ts'
import type { Env, Plain, ProcessEvent } from '../../env/process.ts'
import { Errors } from '../../protocol/errors.ts'
import { clientConfig, type ClientOptions } from '../dialects/index.ts'
import { Lines } from './lines.ts'
import { AskError, protocolError, type Answer, type ScriptClient } from './asked.ts'

type Args = readonly unknown[]
type Given = Readonly<Record<string, unknown>>
/** How a method of the libraries' admin reads in the client core's commands, and its answer in theirs. */
interface Method { command(args: Args): AdminCommand; answer(result: never): unknown }

const given = (args: Args): Given => (args[0] ?? {}) as Given
const list = <T>(value: unknown): T[] => Array.isArray(value) ? value as T[] : []

type Outcomes = readonly { error: string | null; message: string | null }[]
/** Both libraries throw for the first that was refused. */
const allOf = (outcomes: Outcomes) => {
  const refused = outcomes.find(outcome => outcome.error !== null)
  if (refused) throw new AskError('KafkaJSProtocolError', refused.message ?? refused.error!, refused.error!, Errors[refused.error as keyof typeof Errors])
}
/** Both libraries say false, and throw nothing, when all that was refused was there already. */
const someWereNew = (topics: Outcomes): boolean => {
  allOf(topics.filter(({ error }) => error !== 'TOPIC_ALREADY_EXISTS'))
  return topics.every(({ error }) => error === null)
}
const method = <R>(command: (args: Args) => AdminCommand, answer: (result: R) => unknown): Method => ({ command, answer: answer as (result: never) => unknown })

interface GivenTopic { topic: string; numPartitions?: number; replicationFactor?: number; configEntries?: { name: string; value: string }[] }
type Named = { name: string; partitions: readonly { partition: number; leader: number | null; replicas: readonly number[]; isr: readonly number[] }[]; internal: boolean }

const methods: Readonly<Record<string, Method>> = {
  listTopics: method(() => ({ do: 'describeTopics' }), (topics: readonly Named[]) => topics.filter(topic => !topic.internal).map(topic => topic.name)),
  createTopics: method(args => ({
    do: 'createTopics', topics: list<GivenTopic>(given(args)['topics']).map(({ topic, numPartitions, replicationFactor, configEntries = [] }) => ({
      name: topic, partitions: numPartitions ?? -1, replicationFactor: replicationFactor ?? -1, configs: Object.fromEntries(configEntries.map(({ name, value }) => [name, value])),
    })),
  }), (topics: Outcomes) => someWereNew(topics)),
  deleteTopics: method(args => ({ do: 'deleteTopics', topics: list<string>(given(args)['topics']) }), (topics: Outcomes) => { allOf(topics); return null }),
  fetchTopicMetadata: method(args => ({ do: 'describeTopics', ...(Array.isArray(given(args)['topics']) && { topics: list<string>(given(args)['topics']) }) }),
    (topics: readonly Named[]) => ({ topics: topics.map(({ name, partitions }) => ({
      name, partitions: partitions.map(({ partition, leader, replicas, isr }) => ({ partitionErrorCode: 0, partitionId: partition, leader: leader ?? -1, replicas, isr })),
    })) })),
  listGroups: method(() => ({ do: 'listGroups' }), (groups: readonly { group: string; protocolType: string }[]) => ({ groups: groups.map(({ group, protocolType }) => ({ groupId: group, protocolType })) })),
  describeGroups: method(args => ({ do: 'describeGroups', groups: list<string>(args[0]) }),
    (groups: readonly { group: string; state: string; protocol: string; protocolType: string; members: readonly { id: string; clientId: string; host: string }[] }[]) => ({
      groups: groups.map(({ group, state, protocol, protocolType, members }) => ({
        groupId: group, state, protocol, protocolType, members: members.map(({ id, clientId, host }) => ({ memberId: id, clientId, clientHost: host })),
      })),
    })),
  deleteGroups: method(args => ({ do: 'deleteGroups', groups: list<string>(args[0]) }), (groups: (Outcomes[number] & { group: string })[]) => { allOf(groups); return groups.map(({ group }) => ({ groupId: group, errorCode: 0 })) }),
  describeCluster: method(() => ({ do: 'describeCluster' }), (cluster: unknown) => cluster),
  setOffsets: method(args => {
    const { groupId, topic, partitions } = given(args)
    return { do: 'alterGroupOffsets', group: String(groupId), offsets: list<{ partition: number; offset: string }>(partitions).map(({ partition, offset }) => ({ topic: String(topic), partition, offset: Number(offset) })) }
  }, (offsets: Outcomes) => { allOf(offsets); return null }),
  resetOffsets: method(args => {
    const { groupId, topic, earliest } = given(args)
    return { do: 'resetOffsets', group: String(groupId), scenario: { to: earliest === true ? 'earliest' : 'latest' }, topics: [{ topic: String(topic) }], execute: true }
  }, () => null),
  fetchOffsets: method(args => ({ do: 'listGroupOffsets', group: String(given(args)['groupId']) } as AdminCommand),
    ({ offsets }: { offsets: readonly { topic: string; partition: number; offset: number; metadata?: string }[] }) => [...new Set(offsets.map(each => each.topic))].map(topic => ({
      topic, partitions: offsets.filter(each => each.topic === topic).map(({ partition, offset, metadata }) => ({ partition, offset: String(offset), metadata: metadata ?? null })),
    }))),
}

/** What confluent's package answers otherwise. Source: its `lib/kafkajs/_admin.js`. */
const asConfluent: Readonly<Record<string, (value: never) => unknown>> = { fetchTopicMetadata: ({ topics }: { topics: unknown }) => topics }

/** A script's admin: its methods are commands of the client core. */
export class ScriptAdmin implements ScriptClient {
  readonly #admin: Admin
  readonly #otherwise: typeof asConfluent
  #answers: Answer[] = []
  #connected = false
  readonly lines = new Lines()
  /** Method of each call under way. */
  #asked = new Map<number, string>()

  constructor(env: Env, name: string, options: ClientOptions) {
    this.#admin = new Admin(env, clientConfig('admin', options), name)
    this.#otherwise = options.dialect === 'confluent' ? asConfluent : {}
  }

  get busy(): boolean { return this.#connected || this.#asked.size > 0 }
  views(): [] { return [] }

  ask(call: number, name: string, { args }: Readonly<Record<string, unknown>>): void {
    if (name === 'connect' || name === 'disconnect') {
      this.#connected = name === 'connect'
      if (!this.#connected) this.#admin.close()
      this.#answers.push({ call, value: null })
      return
    }
    const known = Object.hasOwn(methods, name) ? methods[name] : undefined
    if (!known) throw new AskError('TypeError', `admin.${name} is not modelled yet`)
    this.#asked.set(call, name)
    this.#admin.ask(known.command(list(args)), call)
    this.#settle()
  }

  handle(event: ProcessEvent): boolean {
    const mine = this.#admin.handle(event)
    if (mine) this.#settle()
    return mine
  }

  #settle(): void { for (const answer of this.#admin.takeAnswers()) this.#answers.push(this.#answerTo(answer)) }

  #answerTo({ tag, error, message, result }: AdminAnswer): Answer {
    const call = tag as number
    const name = this.#asked.get(call)!
    this.#asked.delete(call)
    if (error !== null) return { call, error: protocolError(error, Errors[error], message) }
    try {
      const value = methods[name]!.answer(result as never) ?? null
      return { call, value: this.#otherwise[name]?.(value as never) ?? value }
    } catch (refusal) {
      const { message: words, type, code } = refusal as AskError
      return { call, error: protocolError(type ?? 'UNKNOWN_SERVER_ERROR', code ?? -1, words) }
    }
  }

  takeAnswers(): Answer[] {
    const answers = this.#answers
    this.#answers = []
    return answers
  }

  save(): Plain { return { connected: this.#connected, asked: [...this.#asked], admin: this.#admin.save() } }
  load(state: Plain): void {
    const { connected, asked, admin } = state as { connected: boolean; asked: [number, string][]; admin: Plain }
    this.#connected = connected
    this.#asked = new Map(asked)
    this.#admin.load(admin)
  }
}
