import type { Codecs } from '../../env/codecs.ts'
import type { Action } from '../../world/action.ts'
import { toolProgram } from '../../tools/index.ts'
import { programs } from '../../world/programs.ts'
import { bootstrapServers, serversOf, topologyActions, type ServerPlan, type Topology } from '../../world/topology.ts'
import type { Micros, Told } from '../../world/view.ts'
import { World, type LoggedAction } from '../../world/world.ts'
import { makeCodecs } from '../codecs.ts'
import type { Speed } from '../pace.ts'
import type { Ran } from '../run.ts'
import { nodeClock } from './clock.ts'
import { openFolder, type Beginning, type Folder, type ServerMachine } from './folder.ts'
import { gatewayTo } from './gateway.ts'
import { BrokerPort, listenOn, type Ports } from './ports.ts'
import { Runner } from './runner.ts'
import { Switchboard } from './switchboard.ts'
import { OUTSIDE_PORT, servedTopology } from './topology.ts'
import { Waits, type Wanted } from './waits.ts'

export interface ClusterOptions {
  /** How many, and the node id of the first; null: as many as its folder holds, or three from 1. */
  readonly brokers: number | null
  readonly firstId: number | null
  readonly host: string
  /** Of the first broker; the others follow. 0: any that are free. */
  readonly port: number
  /** Server properties of all brokers and the controller. */
  readonly properties: Readonly<Record<string, string>>
  /** Where its disks are kept; null: nothing outlives the process. */
  readonly dataDir: string | null
  readonly seed: number
  /** World seconds per real second. */
  readonly speed: Speed
  /** Hears all that the cluster tells of itself. */
  readonly told?: (told: Told) => void
  /** The world or its folder broke: nothing goes on. */
  readonly failed: (error: Error) => void
}

/** One way between two machines: a switch of a rack. */
const LATENCY: Micros = 50
/** World time in which all brokers must have come up, and in which a server must have shut down. */
const START_WITHIN: Micros = 120_000_000
const STOP_WITHIN: Micros = 30_000_000
const STRIDE: Micros = 50_000

/** A cluster behind TCP ports, one a broker. */
export class TcpCluster {
  readonly world: World
  /** `127.0.0.1:9092,127.0.0.1:9093`, for a client's `bootstrap.servers`. */
  readonly bootstrapServers: string
  /** Of each broker, as its clients know it. */
  readonly addresses: readonly { readonly id: number; readonly host: string; readonly port: number }[]
  readonly speed: Speed
  readonly #topology: Topology
  readonly #servers: readonly ServerPlan[]
  readonly #ports: readonly { machine: string; port: BrokerPort }[]
  readonly #switchboard: Switchboard
  readonly #runner: Runner
  readonly #waits: Waits
  #watchers: (() => void)[] = []
  readonly #folder: Folder | null

  /** Resolves when all brokers take requests. */
  static async serve(options: ClusterOptions): Promise<TcpCluster> {
    const folder = options.dataDir === null ? null : await openFolder(options.dataDir, options, nodeClock)
    const firstId = options.firstId ?? folder?.cluster?.firstId ?? 1, brokers = options.brokers ?? folder?.cluster?.brokers ?? 3
    const ports = await listenOn(options.host, options.port, brokers).catch(error => {
      folder?.close()
      throw error
    })
    try {
      const topology = servedTopology({ ...options, firstId, ports: ports.ports, kept: folder?.cluster ?? null })
      const switchboard = new Switchboard({
        perAddress: limit(options, 'max.connections.per.ip', Infinity), queuedBytes: limit(options, 'queued.max.request.bytes', Infinity),
      })
      const world = worldOf(await makeCodecs({ zstd: true }), switchboard, folder?.beginning ?? { seed: options.seed, disks: {} })
      boot(world, topology, options)
      await folder?.begin(world, serversOf(topology).map(serverMachine))
      return new TcpCluster(options, ports, topology, world, switchboard, folder)
    } catch (error) {
      for (const server of ports.servers) server.close()
      folder?.close()
      throw error
    }
  }

  private constructor(
    options: ClusterOptions, { servers, ports }: Ports, topology: Topology, world: World, switchboard: Switchboard, folder: Folder | null,
  ) {
    this.world = world
    this.addresses = ports.map((port, i) => ({ id: topology.firstId! + i, host: options.host, port }))
    this.bootstrapServers = this.addresses.map(({ host, port }) => `${host}:${port}`).join(',')
    const failed = (error: Error) => {
      this.#waits.end(error)
      options.failed(error)
    }
    this.speed = options.speed
    this.#topology = topology
    this.#servers = serversOf(topology)
    this.#ports = servers.map((server, i) => ({ machine: `m${topology.firstId! + i}`, port: new BrokerPort(server, options.host, ports[i]!, failed) }))
    this.#switchboard = switchboard
    this.#folder = folder
    this.#waits = new Waits(world)
    this.#runner = new Runner({
      world, clock: nodeClock, speed: options.speed, keeper: folder?.keeper ?? null, machines: this.#servers.map(server => server.machine),
      release: departure => switchboard.release(departure), failed, turned: () => this.#turned(),
    })
    for (const server of servers) server.maxConnections = limit(options, 'max.connections', server.maxConnections)
    switchboard.left = departure => this.#runner.depart(departure)
    servers.forEach((server, i) => server.on('connection', socket =>
      switchboard.accept(socket, { host: this.#ports[i]!.machine, port: OUTSIDE_PORT }, world, () => this.#runner.wake())))
  }

  /** What a person does to the machines of this cluster: kill, cut, slow. */
  act(action: Action): LoggedAction {
    const logged = this.world.act(action)
    this.#runner.wake()
    return logged
  }

  /** Tells whenever the world has gone on; gives the way to stop that. */
  onTurn(watcher: () => void): () => void {
    this.#watchers.push(watcher)
    return () => { this.#watchers = this.#watchers.filter(each => each !== watcher) }
  }

  /** The one in the world through whom a person asks what Kafka has an API for; there is one at most. */
  startAdmin(process: string): void {
    if (this.world.view().processes[process]) return
    this.act({ do: 'process.start', process, program: 'admin', args: { configs: { 'bootstrap.servers': bootstrapServers(this.#topology) } } })
  }

  /** Resolves when it is done. */
  async acted(action: Action): Promise<void> {
    const { at } = this.act(action)
    await this.until(() => false, Math.max(0, at - this.world.now))
  }

  /** Resolves when it is so, or after some world time. Rejects when the cluster breaks or shuts down meanwhile. */
  async until(wanted: Wanted, atMost: Micros | null): Promise<Ran> {
    const ran = this.#waits.until(wanted, atMost)
    this.#runner.wake()
    return ran
  }

  /** Controlled shutdown: brokers hand over what they lead, then the controller goes. Resolves when all is written and said. */
  async close(): Promise<void> {
    for (const { port } of this.#ports) port.close()
    this.#waits.end(new Error('the cluster shuts down'))
    const [brokers, controllers] = [false, true].map(isController =>
      this.#servers.map(serverMachine).filter(server => server.isController === isController).map(({ process }) => process))
    await this.#stop(brokers!)
    await this.#stop(controllers!)
    await this.#runner.close()
    await this.#switchboard.closeAll()
    this.#folder?.close()
  }

  #turned(): void {
    this.#followPorts()
    this.#waits.look()
    for (const watcher of this.#watchers) watcher()
  }

  #followPorts(): void {
    for (const { machine, port } of this.#ports) port.follow(this.world.listens(machine, OUTSIDE_PORT))
  }

  /** As fast as it goes: nobody waits for a cluster that shuts down. */
  async #stop(processes: readonly string[]): Promise<void> {
    for (const process of processes) this.act({ do: 'process.stop', process })
    const deadline = this.world.now + STOP_WITHIN
    while (this.#anyUp(processes) && this.world.now < deadline) {
      this.world.advance({ until: this.world.now + STRIDE })
      await new Promise(done => { setImmediate(done) })
    }
  }

  #anyUp(processes: readonly string[]): boolean {
    const view = this.world.view()
    return processes.some(process => view.processes[process]?.state === 'up')
  }
}

type LimitName = 'max.connections' | 'max.connections.per.ip' | 'queued.max.request.bytes'
const UNLIMITED = '-1'

/** How much a broker takes of its clients, by Kafka's own names for it. */
function limit({ properties }: Pick<ClusterOptions, 'properties'>, name: LimitName, otherwise: number): number {
  const value = properties[name] ?? UNLIMITED
  return value === UNLIMITED ? otherwise : Number(value)
}

function worldOf(codecs: Codecs, switchboard: Switchboard, beginning: Beginning): World {
  return new World({
    ...beginning, codecs, programs: { ...programs, tool: toolProgram, gateway: gatewayTo(switchboard) }, profile: 'zero', latency: LATENCY,
    wallStart: Date.now(), onCrash: 'die',
  })
}

/** Starts the servers and runs, as fast as it goes, until every broker is unfenced. */
function boot(world: World, topology: Topology, { told }: Pick<ClusterOptions, 'told'>): void {
  const { brokers } = topology
  if (told) world.told.listen(told)
  for (const action of topologyActions(topology)) world.act(action)
  const unfenced = new Set<number>()
  const { because } = world.advance({
    until: world.now + START_WITHIN,
    matches: each => each.is === 'broker.unfenced' && unfenced.add(each.broker).size === brokers,
  })
  if (because !== 'matched') throw new Error(`The cluster did not start: ${unfenced.size} of ${brokers} brokers came up. ${lastErrors(world)}`)
}

const serverMachine = ({ process, machine, properties }: ServerPlan): ServerMachine =>
  ({ process, machine, isController: properties['process.roles']!.includes('controller') })

function lastErrors(world: World): string {
  const lines = world.told.since(0).flatMap(told =>
    told.is === 'log.line' && (told.level === 'ERROR' || told.level === 'FATAL') ? `${told.process}: ${told.text}` : [])
  return [...new Set(lines)].slice(-3).join('; ')
}
