import type { ClusterView, PartitionId } from '../world/view.ts'
import { brokerProcess, serverView } from '../world/view-helpers.ts'
import type { Session } from './session.ts'

/** Where the files come from: what the page shows is stored, and this is what is stored. */
export type Stored = Session['stored']

/** The files of a replica as they are stored, by their names; none where nothing of it is kept. Of metadata controllers have one, too. */
export async function replicaFiles(cluster: ClusterView, id: PartitionId, broker: number, stored: Stored): Promise<Record<string, Uint8Array>> {
  const server = brokerProcess(cluster, broker) ?? Object.values(cluster.processes).find(process => serverView(process)?.nodeId === broker)
  if (server === undefined) return {}
  const view = serverView(server)!, folder = `${view.replicas[id]?.logDir ?? view.logDir}/${id}/`
  return Object.fromEntries(Object.entries(await stored(server.machine, folder)).map(([path, bytes]) => [path.slice(folder.length), bytes]))
}
