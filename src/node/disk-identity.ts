import type { Env } from '../env/process.ts'
import { CLEAN_SHUTDOWN } from '../log/log-manager.ts'
import { readMetaProperties } from '../log/properties.ts'
import { formatDirectory } from '../metadata/format.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import { uuidText } from '../protocol/uuid.ts'

/*
 * Whose disk it is. A disk without `meta.properties` is formatted as `kafka-storage.sh format` would; one of another
 * cluster or node is refused.
 */

export type Identity = { readonly directoryId: string } | { readonly refused: string }

export function identify(env: Env, dir: string, clusterId: string, nodeId: number): Identity {
  const { disk, random } = env
  const found = readMetaProperties(disk, dir)
  if (!found) {
    const directoryId = uuidText(random.bytes16())
    formatDirectory(disk, dir, { nodeId, clusterId, directoryId }, env.wall())
    return { directoryId }
  }
  const file = `${dir}/meta.properties`
  if (found.clusterId !== clusterId) return { refused: `Invalid cluster.id in: ${file}. Expected ${clusterId}, but read ${found.clusterId}` }
  if (found.nodeId !== nodeId) return { refused: `Stored node id ${found.nodeId} doesn't match previous node id ${nodeId} in ${file}` }
  return { directoryId: found.directoryId }
}

const UNKNOWN = -1

/** The broker epoch that this disk's last broker closed its logs in, or -1 after an unclean end (CleanShutdownFileHandler, KIP-966). */
export function cleanShutdownEpoch({ disk }: Env, dir: string): number {
  const file = `${dir}/${CLEAN_SHUTDOWN}`
  const size = disk.size(file)
  return size < 0 ? UNKNOWN : (JSON.parse(utf8Decode(disk.read(file, 0, size))) as { brokerEpoch: number }).brokerEpoch
}
