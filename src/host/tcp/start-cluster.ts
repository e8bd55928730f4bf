import { randomInt } from 'node:crypto'
import type { Action } from '../../world/action.ts'
import type { ClusterView, Micros, Told } from '../../world/view.ts'
import type { Ran } from '../run.ts'
import { TcpCluster } from './cluster.ts'
import type { Wanted } from './waits.ts'

/** What a test asks for; all of it may be left out. */
export interface StartOptions {
  /** How many; 3, or those that `dataDir` holds. */
  readonly brokers?: number
  /** Node id of the first broker; 1. */
  readonly firstId?: number
  /** Where to listen, and what clients are told to connect to; 127.0.0.1. */
  readonly host?: string
  /** Of the first broker, the others follow. Any that are free, unless given. */
  readonly port?: number
  /** Lines of every server's `server.properties`, under Kafka's names: `{ 'auto.create.topics.enable': 'false' }`. */
  readonly properties?: Readonly<Record<string, string>>
  /** A folder of Kafka's log directories, one a server; without it nothing outlives the process. */
  readonly dataDir?: string
  /** World seconds per real second; 1. */
  readonly speed?: number
  /** For ids and the like: the same ones on each run. What clients do comes when it comes. */
  readonly seed?: number
  /** Hears all that the cluster tells of itself: elections, ISR changes, log lines, in Kafka's terms. */
  readonly told?: (told: Told) => void
}

export interface StartedCluster extends AsyncDisposable {
  /** `127.0.0.1:41001,127.0.0.1:41002,…`, for a client's `bootstrap.servers`. */
  readonly bootstrapServers: string
  readonly addresses: readonly BrokerAddress[]
  /**
   * Does something to machines, links, disks and processes (`src/world/action.ts`), and resolves when it is done. Broker 2 is the process
   * `broker-2` on machine `m2`; a client's machine is called by its address. Throws, in words, what cannot be done.
   */
  act(action: Action): Promise<void>
  /** All of the cluster as it is now, as plain data (`src/world/view.ts`). */
  view(): ClusterView
  /** Resolves when it is so, or after some world time in µs: `met` says which. */
  run(ask: { readonly until: Wanted; readonly for?: Micros }): Promise<Ran>
  /** Controlled shutdown. Resolves when all is written and said; rejects when the cluster broke meanwhile. */
  stop(): Promise<void>
}

export interface BrokerAddress { readonly id: number; readonly host: string; readonly port: number }

/** Seeds are 32 bits. */
const SEEDS = 2 ** 32

/**
 * A Kafka cluster in this very process, behind TCP ports: for test suites, ready in a fraction of a second, with faults at hand.
 * Resolves when all brokers take requests.
 */
export async function startCluster(options: StartOptions = {}): Promise<StartedCluster> {
  const { brokers = null, firstId = null, host = '127.0.0.1', port = 0, properties = {}, dataDir = null, speed = 1, seed = randomInt(SEEDS), told } = options
  let broken: Error | null = null
  const failed = (error: Error) => { broken = error }
  const cluster = await TcpCluster.serve({ brokers, firstId, host, port, properties, dataDir, speed, seed, failed, ...(told && { told }) })
  const stop = async () => {
    await cluster.close()
    if (broken) throw broken
  }
  return {
    bootstrapServers: cluster.bootstrapServers, addresses: cluster.addresses, stop, [Symbol.asyncDispose]: stop,
    act: action => cluster.acted(action), view: () => cluster.world.view(), run: ask => cluster.until(ask.until, ask.for ?? null),
  }
}
