import type { Micros, Millis } from '../env/units.ts'
import { framesOf, type InFlight } from './frame-view.ts'
import { shareEqual } from './plain.ts'
import type { Directory } from './directory.ts'
import type { RegionLook } from './region-look.ts'
import { ReplicaIndex } from './replica-index.ts'
import type { ClusterView, FaultView, GroupView, MachineView, MetadataView, RunningView, ServerView } from './view.ts'

/** What a view needs beyond the regions. */
export interface ViewParts {
  now: Micros
  wall: Millis
  looks: readonly RegionLook[]
  directory: Directory
  faults: Iterable<FaultView>
  flights: readonly InFlight[]
  ledger: ClusterView['ledger']
  invariants: ClusterView['invariants']
}

/** Makes the view of a moment; every part that is as it was in the last view is the same object. */
export class ViewMaker {
  readonly #clusterId: string
  readonly #replicas = new ReplicaIndex()
  #last: ClusterView | null = null

  constructor(clusterId: string) { this.#clusterId = clusterId }

  make({ now, wall, looks, directory, faults, flights, ledger, invariants }: ViewParts): ClusterView {
    const processes = shareEqual(this.#last?.processes, processesOf(looks, directory))
    const servers = serversOf(processes)
    const metadata = metadataOf(servers, this.#last?.metadata)
    const view: ClusterView = {
      now, wall, clusterId: metadata.clusterId || this.#clusterId, machines: machinesOf(looks, directory), processes, metadata,
      controller: controllerOf(servers), replicas: this.#replicas.of(servers), groups: groupsOf(servers),
      ...framesOf(flights, metadata), faults: [...faults], ledger, invariants,
    }
    return this.#last = this.#share(view)
  }

  /** Processes and replicas are shared already, and are too many to be looked through. */
  #share(view: ClusterView): ClusterView {
    const { processes, replicas } = view, before = this.#last
    const last = before && { ...before, processes, replicas }, shared = shareEqual(last, view)
    return shared === last && before!.processes === processes && before!.replicas === replicas ? before! : shared
  }
}

/** In the world's order, whoever runs them. */
function machinesOf(looks: readonly RegionLook[], directory: Directory): Record<string, MachineView> {
  const machines = Object.assign({}, ...looks.map(look => look.machines)) as Record<number, MachineView>
  return Object.fromEntries(Array.from({ length: directory.count }, (_, index) => [directory.machine(index).name, machines[index]!]))
}

function processesOf(looks: readonly RegionLook[], directory: Directory): Record<string, RunningView> {
  const processes = Object.assign({}, ...looks.map(look => look.processes)) as Record<string, RunningView>
  return Object.fromEntries(directory.processes().flatMap(name => processes[name] ? [[name, processes[name]]] : []))
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
