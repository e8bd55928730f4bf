import { NetworkClient } from '../../net/network-client.ts'
import { answerTo } from '../../net/outcome.ts'
import type { Address, Env, Plain, Process, ProcessEvent, Program } from '../../env/process.ts'
import { ListOffsets } from '../../protocol/apis/02-list-offsets.ts'
import { Errors } from '../../protocol/errors.ts'

export interface AskerArgs {
  readonly broker: Address
  readonly topic: string
  readonly partition: number
}

const BROKER = 'broker'
const LATEST = -1
const PIPELINED = 5

/**
 * An application that asks one leader for the end of a log, again as soon as it is answered, with as many requests under way as Java's
 * clients have.
 */
class Asker implements Process {
  readonly #network: NetworkClient
  readonly #args: AskerArgs
  #answers = 0

  constructor(env: Env, args: AskerArgs) {
    this.#network = new NetworkClient(env, { name: 'network', clientId: env.name, apis: [ListOffsets], maxInFlight: PIPELINED })
    this.#args = args
  }

  handle(event: ProcessEvent): void {
    if (event.is === 'start') this.#begin()
    for (const outcome of this.#network.handle(event) ?? []) {
      const answer = answerTo(ListOffsets, outcome)
      if (!answer) continue
      if (answer.topics[0]?.partitions[0]?.errorCode !== Errors.NONE) throw new Error('The leader did not say where its log ends')
      this.#answers++
      this.#ask()
    }
  }

  #begin(): void {
    this.#network.setAddress(BROKER, this.#args.broker)
    for (let i = 0; i < PIPELINED; i++) this.#ask()
  }

  #ask(): void {
    const { topic, partition } = this.#args
    this.#network.send(BROKER, ListOffsets, {
      replicaId: -1, isolationLevel: 0, topics: [{ name: topic, partitions: [{ partitionIndex: partition, timestamp: LATEST }] }],
    }, null)
  }

  save(): Plain { return { answers: this.#answers, network: this.#network.save() } }
  load(state: Plain): void {
    const { answers, network } = state as { answers: number; network: Plain }
    this.#answers = answers
    this.#network.load(network)
  }
  view(): Plain { return { answers: this.#answers } }
}

export const asker: Program<AskerArgs> = (env, args) => new Asker(env, args)
