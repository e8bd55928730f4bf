import type { AdminCommand } from '../client/admin/operations.ts'
import type { ProducerArgs } from '../client/programs/producer.ts'
import type { AdminView } from '../env/view.ts'
import { toolProgram } from '../tools/index.ts'
import { programs } from '../world/programs.ts'
import { bootstrapServers, topologyActions, type Topology } from '../world/topology.ts'
import { partitionFacts, type PartitionFacts } from '../world/view-helpers.ts'
import type { PartitionId } from '../world/view.ts'
import type { World, WorldOptions } from '../world/world.ts'
import { noCodecs } from './no-codecs.ts'
import { Story } from './world.ts'

export type ClusterOptions = Partial<Topology> & Partial<WorldOptions>

/** A running Kafka cluster with its administrator, three brokers unless said otherwise: `const w = world({ seed: 7 })`. */
export const world = (options: ClusterOptions = {}, inside?: World): ClusterStory => new ClusterStory(options, inside)

export class ClusterStory extends Story {
  readonly #topology: Topology
  #orders = 0

  constructor({ seed = 1, ...options }: ClusterOptions = {}, inside?: World) {
    super({ seed, programs: { ...programs, tool: toolProgram }, codecs: noCodecs, onCrash: 'throw', ...options }, inside)
    this.#topology = { brokers: 3, ...options }
    for (const action of topologyActions(this.#topology)) this.act(action)
    this.start('admin', { program: 'admin', args: { configs: this.#configs() } })
    this.run(1).seconds
  }

  #configs(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { 'bootstrap.servers': bootstrapServers(this.#topology), ...more }
  }

  /** Asks the cluster by a real request; gives the answer, which must come within so many seconds. */
  admin(command: AdminCommand, withinSeconds = 30): AdminView['answers'][number] {
    const tag = this.#orders++
    this.act({ do: 'process.command', process: 'admin', command: { tag, command } })
    for (let millis = 0; millis < withinSeconds * 1_000; millis += 10) {
      this.run(10).millis
      const answer = (this.world.view().processes['admin']!.view as AdminView).answers.find(each => each.tag === tag)
      if (answer) return answer
    }
    throw new Error(`No answer to ${command.do} within ${withinSeconds} s`)
  }

  topic(name: string, partitions = 1, replicationFactor = 3, configs: Readonly<Record<string, string>> = {}): void {
    const { error, message } = this.admin({ do: 'createTopics', topics: [{ name, partitions, replicationFactor, configs }] })
    if (error !== null) throw new Error(`${error}: ${message}`)
    this.run(100).millis
  }

  /** Starts an application that sends records at a steady rate. */
  produce(process: string, topic: string, { configs, ...args }: Partial<ProducerArgs> = {}): void {
    this.start(process, { program: 'producer', args: { topic, recordsPerSecond: 100, valueBytes: 100, keys: 0, ...args, configs: this.#configs(configs) } })
  }

  consume(process: string, topics: readonly string[], group: string, configs: Readonly<Record<string, string>> = {}): void {
    this.start(process, { program: 'consumer', args: { topics, configs: this.#configs({ 'group.id': group, 'auto.offset.reset': 'earliest', ...configs }) } })
  }

  facts(partition: PartitionId): PartitionFacts { return partitionFacts(this.world.view(), partition)! }
  leader(partition: PartitionId): number | null { return this.facts(partition).leader }
}
