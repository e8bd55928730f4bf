import type { ClusterView } from '../../world/view.ts'
import { serverView, userTopics } from '../../world/view-helpers.ts'
import type { LoggedAction } from '../../world/world.ts'

/** A server as it was started last. */
export interface ExportedServer {
  readonly name: string
  readonly machine: string
  readonly nodeId: number
  readonly roles: readonly ('broker' | 'controller')[]
  readonly properties: Readonly<Record<string, string>>
}
export interface ExportedTopic { readonly name: string; readonly partitions: number; readonly replicationFactor: number; readonly configs: Readonly<Record<string, string>> }
export interface ExportedCluster { readonly clusterId: string; readonly servers: readonly ExportedServer[]; readonly topics: readonly ExportedTopic[] }

export const isBroker = ({ roles }: ExportedServer): boolean => roles.includes('broker')

/** Servers with the properties they were started with, topics as the cluster has them now. What was set on running brokers is not in either. */
export function exportedCluster(view: ClusterView, log: readonly LoggedAction[]): ExportedCluster {
  const properties = startedWith(log)
  return {
    clusterId: view.clusterId,
    servers: Object.values(view.processes).flatMap(process => {
      const server = serverView(process)
      return server ? [{ name: process.name, machine: process.machine, nodeId: server.nodeId, roles: server.roles, properties: properties.get(process.name) ?? {} }] : []
    }).sort((a, b) => a.nodeId - b.nodeId),
    topics: userTopics(view).map(([name, { partitions, configs }]) =>
      ({ name, partitions: partitions.length, replicationFactor: partitions[0]?.replicas.length ?? 1, configs })),
  }
}

/** By process; who is started again without properties keeps those it had. */
function startedWith(log: readonly LoggedAction[]): Map<string, Readonly<Record<string, string>>> {
  const started = new Map<string, Readonly<Record<string, string>>>()
  for (const { action } of log) if (action.do === 'process.start') {
    const { properties } = (action.args ?? {}) as { properties?: Readonly<Record<string, string>> }
    if (properties) started.set(action.process, properties)
  }
  return started
}
