import type { Env } from '../env/process.ts'
import { CLEAN_SHUTDOWN } from '../log/log-manager.ts'
import { readMetaProperties } from '../log/properties.ts'
import { formatDirectory } from '../metadata/format.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import { uuidText } from '../protocol/uuid.ts'
import type { ServerSettings } from './properties.ts'

/* Whose disk it is: one without `meta.properties` is nobody's, and one of another cluster or node is refused. */

export type Identity = { readonly directoryId: string } | { readonly refused: string }

type Owner = Pick<ServerSettings, 'logDir' | 'clusterId' | 'nodeId'>

/**
 * What an operator does before a server's first start: `kafka-storage.sh format`, unless the directory is formatted. Later nobody does it
 * unasked: a directory that was emptied, or another one that `log.dirs` names by then, has to be formatted by hand.
 */
export function install(env: Env, { logDir, clusterId, nodeId }: Owner): void {
  if (readMetaProperties(env.disk, logDir)) return
  formatDirectory(env.disk, logDir, { nodeId, clusterId, directoryId: uuidText(env.random.bytes16()) }, env.wall())
}

/** What the directory says of itself (KafkaRaftServer.initializeLogDirs, MetaPropertiesEnsemble.verify). */
export function identify({ disk }: Env, { logDir, clusterId, nodeId }: Owner): Identity {
  const found = readMetaProperties(disk, logDir), file = `${logDir}/meta.properties`
  if (!found) return { refused: `No \`meta.properties\` found in ${logDir} (have you run \`kafka-storage.sh\` to format the directory?)` }
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
