import { Kafka, logLevel, type KafkaConfig } from 'kafkajs'
import type { Told } from '../../world/view.ts'
import { TcpCluster, type ClusterOptions } from './cluster.ts'

/** Groups that settle at once, and brokers that are found dead soon. */
export const QUICK = { 'group.initial.rebalance.delay.ms': '0', 'broker.session.timeout.ms': '2000', 'broker.heartbeat.interval.ms': '500' }

/** Three brokers on free ports of the loopback, and what they tell. */
export async function serveForTest(options: Partial<ClusterOptions> = {}): Promise<{ cluster: TcpCluster; told: Told[]; failures: Error[] }> {
  const told: Told[] = [], failures: Error[] = []
  const cluster = await TcpCluster.serve({
    brokers: 3, firstId: 1, host: '127.0.0.1', port: 0, properties: QUICK, dataDir: null, seed: 7, speed: 1,
    told: each => { if (each.is !== 'log.line' || each.level !== 'INFO') told.push(each) }, failed: error => failures.push(error), ...options,
  })
  return { cluster, told, failures }
}

export type Served = Awaited<ReturnType<typeof serveForTest>>

export const kafkaAt = (bootstrapServers: string, config: Partial<KafkaConfig> = {}): Kafka =>
  new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING, retry: { initialRetryTime: 50, retries: 12 }, ...config })

/** Things that come in one by one, and who waits for enough of them. */
export class Gathered<T> {
  readonly all: T[] = []
  #waiting: { isEnough: (all: readonly T[]) => boolean; resolve: () => void }[] = []

  add(...items: T[]): void {
    this.all.push(...items)
    const [done, still] = [true, false].map(is => this.#waiting.filter(each => each.isEnough(this.all) === is))
    this.#waiting = still!
    for (const { resolve } of done!) resolve()
  }

  until(isEnough: (all: readonly T[]) => boolean): Promise<void> {
    if (isEnough(this.all)) return Promise.resolve()
    return new Promise(resolve => { this.#waiting.push({ isEnough, resolve }) })
  }
}
