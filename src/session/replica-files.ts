import type { ClusterView, PartitionId } from '../world/view.ts'
import { brokerProcess, serverView } from '../world/view-helpers.ts'
import type { StoredParts } from '../storage/store.ts'
import type { WantedOf } from './replica-reading.ts'
import type { Session } from './session.ts'

/** Where the files come from: what the page shows is stored, and this is what is stored. */
export type Stored = Session['stored']

/** The files of a replica as they are stored, by their names; none where nothing of it is kept. Of metadata controllers have one, too. */
export async function replicaFiles(cluster: ClusterView, id: PartitionId, broker: number, stored: Stored): Promise<Record<string, Uint8Array>> {
  const at = folderOf(cluster, id, broker)
  return at ? within(at.folder, await stored(at.machine, at.folder)) : {}
}

/** The same, of each file no more than is wanted. */
export async function replicaParts(cluster: ClusterView, id: PartitionId, broker: number, wanted: WantedOf, parts: Session['parts']): Promise<StoredParts> {
  const at = folderOf(cluster, id, broker)
  if (!at) return { files: {}, pieces: {} }
  const { files, pieces } = await parts(at.machine, at.folder, (files, of) =>
    Object.fromEntries(Object.entries(wanted(within(at.folder, files), `${of} ${at.machine}`)).map(([name, from]) => [at.folder + name, from])))
  return { files: within(at.folder, files), pieces: within(at.folder, pieces) }
}

function folderOf(cluster: ClusterView, id: PartitionId, broker: number): { machine: string; folder: string } | null {
  const server = brokerProcess(cluster, broker) ?? Object.values(cluster.processes).find(process => serverView(process)?.nodeId === broker)
  if (server === undefined) return null
  const view = serverView(server)!
  return { machine: server.machine, folder: `${view.replicas[id]?.logDir ?? view.logDir}/${id}/` }
}

const within = <T>(folder: string, files: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [path.slice(folder.length), file]))
