import type { ClusterView, RunningView } from '../../world/view.ts'
import { serverView } from '../../world/view-helpers.ts'

/** Where a terminal stands: the host as its prompt has it, the machine, and the process its tools run as there, one at a time. */
export interface Place { readonly host: string; readonly machine: string; readonly process: string }

const DESK_MACHINE = 'client-terminal', PROCESS = 'terminal'
/** Beside the cluster: a machine that is there for the terminal alone. */
export const DESK: Place = { host: DESK_MACHINE, machine: DESK_MACHINE, process: PROCESS }

const servers = (view: ClusterView | null): RunningView[] => Object.values(view?.processes ?? {}).filter(process => serverView(process) !== null)
/** Hosts of the cluster one can go to: each server is called as its process is. */
export const hostsOf = (view: ClusterView | null): string[] => servers(view).map(({ name }) => name).sort()

export function placeOf(view: ClusterView | null, host: string): Place | null {
  const server = servers(view).find(({ name, machine }) => name === host || machine === host)
  return server ? { host: server.name, machine: server.machine, process: `${PROCESS}-${server.name}` } : null
}

/** The Kafka server on this machine, running or not. */
export const serverAt = (view: ClusterView | null, { machine }: Place): RunningView | null =>
  servers(view).find(each => each.machine === machine) ?? null
