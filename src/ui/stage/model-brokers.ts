import type { ClusterView, MachineView, PartitionView, RunningView, ServerView } from '../../world/view.ts'

/** What a broker's jar says of itself; the first that holds. */
export type BrokerState = 'no-power' | 'down' | 'paused' | 'disk-offline' | 'starting' | 'stopping' | 'fenced' | 'running'

export interface BrokerColumn {
  id: number
  /** The process, and the machine it runs on. */
  process: string | null
  machine: string
  rack: string | null
  state: BrokerState
  /** Its replicas can be read from and written to. */
  serves: boolean
  leads: number
  /** Leaders and followers. */
  replicas: number
  /** Role in the quorum, of a node that is controller as well. */
  quorum: 'active' | 'voter' | null
  /** Replicas of it that are outside their ISR though it runs. */
  behind: number
  diskShare: number
  diskBytes: number
  diskSlow: number | null
}

export interface ControllerNode { id: number; process: string | null; machine: string; active: boolean; up: boolean }

const serverOf = (running: RunningView): ServerView | null => running.view?.kind === 'server' ? running.view : null

const servers = (view: ClusterView) => Object.values(view.processes).flatMap(running => {
  const server = serverOf(running)
  return server ? [{ running, server }] : []
})

const stateOf = (view: ClusterView, id: number, running: RunningView | null, machine: MachineView | undefined): BrokerState => {
  if (machine && !machine.power) return 'no-power'
  if (!running || running.state === 'down') return 'down'
  if (running.state === 'paused') return 'paused'
  if (machine?.disk.offline) return 'disk-offline'
  const lifecycle = serverOf(running)?.lifecycle
  if (lifecycle === 'STARTING' || lifecycle === 'RECOVERY') return 'starting'
  if (lifecycle === 'PENDING_CONTROLLED_SHUTDOWN' || lifecycle === 'SHUTTING_DOWN') return 'stopping'
  return view.metadata.brokers[id]?.fenced ? 'fenced' : 'running'
}

const quorumRole = (view: ClusterView, id: number): BrokerColumn['quorum'] =>
  view.controller.active === id ? 'active' : view.controller.voters.includes(id) ? 'voter' : null

/** Every broker the cluster knows of or that runs, by id. What it leads and is behind with is counted over the topics shown. */
export const brokerColumns = (view: ClusterView, options: { internal: boolean }): BrokerColumn[] => {
  const running = new Map(servers(view).filter(s => s.server.roles.includes('broker')).map(s => [s.server.nodeId, s.running]))
  const ids = [...new Set([...Object.keys(view.metadata.brokers).map(Number), ...running.keys()])].sort((a, b) => a - b)
  const tallies = tally(Object.values(view.metadata.topics).filter(topic => options.internal || !topic.internal).flatMap(topic => topic.partitions))
  return ids.map(id => columnOf(view, id, running.get(id) ?? null, tallies.get(id) ?? NONE))
}

interface Tally { leads: number; replicas: number; behind: number }
const NONE: Readonly<Tally> = { leads: 0, replicas: 0, behind: 0 }

/** What each broker holds, in one pass: there may be thousands. */
const tally = (partitions: readonly PartitionView[]): Map<number, Tally> => {
  const tallies = new Map<number, Tally>()
  for (const { replicas, leader, isr } of partitions) {
    for (const id of replicas) {
      const mine = tallies.get(id) ?? { ...NONE }
      tallies.set(id, mine)
      mine.replicas++
      if (leader === id) mine.leads++
      else if (leader !== null && !isr.includes(id)) mine.behind++
    }
  }
  return tallies
}

const columnOf = (view: ClusterView, id: number, running: RunningView | null, of: Readonly<Tally>): BrokerColumn => {
  const registered = view.metadata.brokers[id]
  const name = running?.machine ?? registered?.host ?? ''
  const machine = view.machines[name]
  const state = stateOf(view, id, running, machine)
  return {
    id, state,
    process: running?.name ?? null,
    machine: name,
    rack: machine?.rack ?? registered?.rack ?? null,
    serves: !['no-power', 'down', 'disk-offline'].includes(state),
    ...of,
    quorum: quorumRole(view, id),
    diskShare: machine && machine.disk.capBytes > 0 ? machine.disk.usedBytes / machine.disk.capBytes : 0,
    diskBytes: machine?.disk.usedBytes ?? 0,
    diskSlow: machine?.disk.slow ?? null,
  }
}

/** Voters that are not brokers: they stand apart from the jars. */
export const controllerNodes = (view: ClusterView): ControllerNode[] => servers(view)
  .filter(({ server }) => server.roles.includes('controller') && !server.roles.includes('broker'))
  .map(({ running, server }) => ({
    id: server.nodeId, process: running.name, machine: running.machine,
    active: view.controller.active === server.nodeId,
    up: running.state === 'up' && view.machines[running.machine]?.power !== false,
  }))
  .sort((a, b) => a.id - b.id)
