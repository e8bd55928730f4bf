import type { Env, Plain, Process, ProcessEvent } from '../env/process.ts'
import type { ServerView } from '../env/view.ts'
import { kafkaServerWith } from '../node/server.ts'
import { makeBroker } from '../broker/broker.ts'
import { KAFKA_RULES, type ReplicationRules } from '../broker/replica/rules.ts'
import { NetworkClient } from '../net/network-client.ts'
import * as apis from '../protocol/apis/index.ts'
import type { Api, Fields, RequestInput, Response } from '../protocol/schema.ts'
import { topologyActions, type Topology } from '../world/topology.ts'
import { noCodecs } from './no-codecs.ts'
import { Story } from './world.ts'

type ApiName = keyof typeof apis
interface Answer { readonly api: string; readonly response: unknown }

/**
 * Sends single requests as it is told: `tell('wire', 'broker-1', 'Produce', {…})`, over a connection for each name (`broker-1`,
 * `broker-1 again`). Answers are in its view, oldest first.
 */
class Wire implements Process {
  readonly #network: NetworkClient
  #answers: Answer[] = []

  constructor(env: Env) {
    this.#network = new NetworkClient(
      env, { name: 'wire', clientId: 'wire', apis: Object.values(apis) as unknown as Api[], requestTimeoutMs: 120_000 },
    )
  }
  handle(event: ProcessEvent): void {
    if (event.is === 'command') {
      const [broker, api, body, versions] = event.command as [string, ApiName, never, [number, number]?]
      this.#network.setAddress(broker, { host: `m${parseInt(broker.slice('broker-'.length))}`, port: 9092 })
      this.#network.send(broker, apis[api] as unknown as Api, body, api, { versions })
    }
    for (const outcome of this.#network.handle(event) ?? []) {
      if (outcome.is === 'response') this.#answers = [...this.#answers, { api: outcome.tag as string, response: outcome.response }]
      if (outcome.is === 'failed') this.#answers = [...this.#answers, { api: outcome.tag as string, response: outcome.why }]
    }
  }
  save(): Plain { return { network: this.#network.save(), answers: this.#answers } }
  load(state: Plain): void {
    const { network, answers } = state as { network: Plain; answers: Answer[] }
    this.#network.load(network)
    this.#answers = answers
  }
  view(): Plain { return this.#answers }
}

/** A cluster in a world, with a program that speaks the wire; brokers may be given other rules of replication. */
export class KafkaStory extends Story {
  constructor(options: Partial<Topology> & { seed?: number; rules?: Partial<ReplicationRules> } = {}) {
    const { seed = 1, rules = {}, ...topology } = options
    const server = kafkaServerWith(node => makeBroker(node, { ...KAFKA_RULES, ...rules }))
    super({ seed, programs: { server: server as never, wire: (env: Env) => new Wire(env) }, codecs: noCodecs, onCrash: 'throw' })
    for (const action of topologyActions({ brokers: 3, ...topology })) this.act(action)
    this.machines('client-wire')
    this.start('wire', { machine: 'client-wire', program: 'wire' })
    this.run(1).seconds
  }

  send<Q extends Fields, S extends Fields>(broker: string, api: Api<Q, S>, body: RequestInput<Api<Q, S>>, versions?: [number, number]): void {
    this.tell('wire', broker, api.name, body, versions)
  }
  /** Sends, waits a little, and gives the answer. */
  ask<Q extends Fields, S extends Fields>(
    broker: string, api: Api<Q, S>, body: RequestInput<Api<Q, S>>, options: { withinMs?: number; versions?: [number, number] } = {},
  ): Response<Api<Q, S>> {
    const before = this.answers().length
    this.send(broker, api, body, options.versions)
    for (let ms = 0; ms < (options.withinMs ?? 1000) && this.answers().length === before; ms++) this.run(1).millis
    const answer = this.answers()[before]
    if (!answer) throw new Error(`${api.name} was not answered within ${options.withinMs ?? 1000} ms`)
    return answer.response as Response<Api<Q, S>>
  }
  answers(): Answer[] { return this.world.view().processes['wire']!.view as unknown as Answer[] }
  server(process: string): ServerView { return this.world.view().processes[process]!.view as ServerView }
}
