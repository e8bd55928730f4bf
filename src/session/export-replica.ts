import { zipSync } from 'fflate'
import type { ClusterView, PartitionId } from '../world/view.ts'
import { replicaFiles, type Stored } from './replica-files.ts'

/**
 * A replica's folder in Kafka's own layout, as a zip file with that folder in it: `orders-4/00000000000000000000.log` and what stands
 * beside it. Null when nothing of it is stored, as in a browser that keeps nothing.
 */
export async function exportReplica(view: ClusterView, id: PartitionId, broker: number, stored: Stored): Promise<Uint8Array | null> {
  const files = Object.entries(await replicaFiles(view, id, broker, stored))
  if (files.length === 0) return null
  return zipSync(Object.fromEntries(files.map(([name, bytes]) => [`${id}/${name}`, bytes])), { level: 1, mtime: view.wall })
}
