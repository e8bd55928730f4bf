import { zipSync } from 'fflate'
import { LOG_DIR } from '../world/topology.ts'
import type { ClusterView, PartitionId } from '../world/view.ts'
import { brokerProcess } from '../world/view-helpers.ts'
import type { Session } from './session.ts'

/** Where the files come from: what the page shows is stored, and this is what is stored. */
type Stored = Session['stored']

/**
 * A replica's folder in Kafka's own layout, as a zip file with that folder in it: `orders-4/00000000000000000000.log` and what stands
 * beside it. Null when nothing of it is stored, as in a browser that keeps nothing.
 */
export async function exportReplica(view: ClusterView, id: PartitionId, broker: number, stored: Stored): Promise<Uint8Array | null> {
  const machine = brokerProcess(view, broker)?.machine
  if (machine === undefined) return null
  const files = Object.entries(await stored(machine, `${LOG_DIR}/${id}/`))
  if (files.length === 0) return null
  return zipSync(Object.fromEntries(files.map(([path, bytes]) => [path.slice(LOG_DIR.length + 1), bytes])), { level: 1, mtime: view.wall })
}
