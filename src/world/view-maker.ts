import type { Micros, Millis } from '../env/units.ts'
import { framesOf, type InFlight } from './frame-view.ts'
import { shareEqual } from './plain.ts'
import { busyUntil } from './pools.ts'
import type { Region } from './region.ts'
import type { Running } from './running.ts'
import type { ClusterView, GroupView, MachineView, MetadataView, PartitionId, ProcessView, ReplicaView, RunningView, ServerView } from './view.ts'

/** What a view needs beyond the regions. */
export interface ViewParts {
  now: Micros
  wall: Millis
  flights: readonly InFlight[]
  ledger: ClusterView['ledger']
  invariants: ClusterView['invariants']
}

/** Makes the view of a moment; every part that is as it was in the last view is the same object. */
export class ViewMaker {
  readonly #regions: readonly Region[]
  readonly #clusterId: string
  #last: ClusterView | null = null

  constructor(regions: readonly Region[], clusterId: string) {
    this.#regions = regions
    this.#clusterId = clusterId
  }

  make({ now, wall, flights, ledger, invariants }: ViewParts): ClusterView {
    const processes = this.#processes()
    const servers = serversOf(processes)
    const metadata = metadataOf(servers, this.#last?.metadata)
    const view: ClusterView = {
      now, wall, clusterId: metadata.clusterId || this.#clusterId, machines: this.#machines(), processes, metadata,
      controller: controllerOf(servers), replicas: replicasOf(servers), groups: groupsOf(servers),
      ...framesOf(flights, metadata), faults: [...this.#regions[0]!.faults.values()], ledger, invariants,
    }
    return this.#last = shareEqual(this.#last, view)
  }

  #machines(): Record<string, MachineView> {
    const { directory } = this.#regions[0]!
    const machines: Record<string, MachineView> = {}
    for (let index = 0; index < directory.count; index++) {
      const region = this.#regions.find(each => each.machines.has(index))!
      const { name, rack, power, profile, disk, running } = region.machines.get(index)!
      const busy = Object.assign({}, ...[...running.values()].map(process => busyUntil(process.pools, region.now())))
      machines[name] = { name, rack, power, profile: profile.name, disk: disk.view(), busy }
    }
    return machines
  }

  #processes(): Record<string, RunningView> {
    const all = this.#regions.flatMap(region => [...region.processes.values()])
    return Object.fromEntries(all.map(running => [running.name, this.#running(running)]))
  }

  #running(running: Running): RunningView {
    const { name, machine, program, state, exit, startedAt } = running
    if (running.process) running.lastView = running.process.view()
    const machineName = this.#regions[0]!.directory.machine(machine).name
    return { name, machine: machineName, program, state, exit, startedAt, view: running.lastView as ProcessView | null }
  }
}

const serversOf = (processes: Readonly<Record<string, RunningView>>): (RunningView & { view: ServerView })[] =>
  Object.values(processes).filter((process): process is RunningView & { view: ServerView } => process.view?.kind === 'server')

const NO_METADATA: MetadataView = { offset: -1, epoch: 0, clusterId: '', brokers: {}, topics: {} }

const isActive = ({ state, view }: { state: string; view: ServerView }): boolean =>
  state !== 'down' && view.roles.includes('controller') && view.quorum.leader === view.nodeId

/** As the active controller has it; without one, the newest anybody has, and never older than what was shown. */
function metadataOf(servers: readonly (RunningView & { view: ServerView })[], last: MetadataView | undefined): MetadataView {
  const active = servers.filter(isActive).sort((a, b) => b.view.quorum.epoch - a.view.quorum.epoch)[0]
  const newest = servers.map(server => server.view.metadata).reduce((best, each) => (each.offset > best.offset ? each : best), last ?? NO_METADATA)
  return active && active.view.metadata.offset >= newest.offset ? active.view.metadata : newest
}

function controllerOf(servers: readonly (RunningView & { view: ServerView })[]): ClusterView['controller'] {
  const newest = servers.filter(server => server.state !== 'down').sort((a, b) => b.view.quorum.epoch - a.view.quorum.epoch)[0]
  if (!newest) return { active: null, epoch: 0, voters: [] }
  const active = servers.find(server => isActive(server) && server.view.quorum.epoch === newest.view.quorum.epoch)
  return { active: active?.view.nodeId ?? null, epoch: newest.view.quorum.epoch, voters: newest.view.quorum.voters }
}

function replicasOf(servers: readonly { view: ServerView }[]): ClusterView['replicas'] {
  const replicas: Record<PartitionId, Record<number, ReplicaView>> = {}
  for (const { view } of servers) {
    for (const id of Object.keys(view.replicas) as PartitionId[]) (replicas[id] ??= {})[view.nodeId] = view.replicas[id]!
  }
  return replicas
}

/** A group two brokers speak of is the newer coordinator's: the one that runs, with the higher generation. */
function groupsOf(servers: readonly (RunningView & { view: ServerView })[]): ClusterView['groups'] {
  const groups: Record<string, GroupView & { coordinator: number }> = {}
  const runningLast = [...servers].sort((a, b) => Number(a.state !== 'down') - Number(b.state !== 'down'))
  for (const { view, state } of runningLast) {
    for (const [name, group] of Object.entries(view.groups)) {
      const known = groups[name]
      if (!known || state === 'down' || group.generation >= known.generation) groups[name] = { ...group, coordinator: view.nodeId }
    }
  }
  return groups
}
