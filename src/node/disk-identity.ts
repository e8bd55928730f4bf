import type { Env } from '../env/process.ts'
import { CLEAN_SHUTDOWN, type LogDir } from '../log/log-manager.ts'
import { readMetaProperties, type MetaProperties } from '../log/properties.ts'
import { formatDirectory } from '../metadata/format.ts'
import { METADATA_PARTITION } from '../metadata/raft/node.ts'
import { utf8Decode } from '../protocol/utf8.ts'
import { uuidText } from '../protocol/uuid.ts'
import type { ServerSettings } from './properties.ts'

/* Whose disk it is: a directory without `meta.properties` is nobody's, and one of another cluster or node is refused. */

export type Identity = { readonly directories: readonly LogDir[] } | { readonly refused: string }

type Owner = Pick<ServerSettings, 'logDirs' | 'metadataDir' | 'clusterId' | 'nodeId'>

/** `log.dirs`, and `metadata.log.dir` where it is another. */
const allOf = ({ logDirs, metadataDir }: Owner): string[] => [...new Set([...logDirs, metadataDir])]

/**
 * What an operator does before a server's first start: `kafka-storage.sh format`, unless the directory is formatted. Later nobody does it
 * unasked: a directory that was emptied, or another one that `log.dirs` names by then, has to be formatted by hand.
 */
export function install(env: Env, owner: Owner): void {
  const { clusterId, nodeId } = owner
  for (const dir of allOf(owner)) {
    if (readMetaProperties(env.disk, dir)) continue
    formatDirectory(env.disk, dir, { nodeId, clusterId, directoryId: uuidText(env.random.bytes16()) }, env.wall())
  }
}

/** What the directories say of themselves (KafkaRaftServer.initializeLogDirs, MetaPropertiesEnsemble.verify). */
export function identify({ disk }: Env, owner: Owner): Identity {
  const found: { path: string; meta: MetaProperties }[] = []
  for (const path of allOf(owner)) {
    const meta = readMetaProperties(disk, path)
    if (!meta) return { refused: `No \`meta.properties\` found in ${path} (have you run \`kafka-storage.sh\` to format the directory?)` }
    const refused = notOurs(meta, `${path}/meta.properties`, owner) ?? duplicate(meta, path, found)
    if (refused !== null) return { refused }
    found.push({ path, meta })
  }
  const elsewhere = owner.logDirs.find(dir => dir !== owner.metadataDir && disk.list(`${dir}/${METADATA_PARTITION}/`).length > 0)
  if (elsewhere !== undefined) {
    return { refused: `Found unexpected metadata location in data directory \`${elsewhere}\` (the configured metadata directory is ${owner.metadataDir}).` }
  }
  return { directories: found.map(({ path, meta }) => ({ path, id: meta.directoryId })) }
}

function notOurs(meta: MetaProperties, file: string, { clusterId, nodeId }: Owner): string | null {
  if (meta.clusterId !== clusterId) return `Invalid cluster.id in: ${file}. Expected ${clusterId}, but read ${meta.clusterId}`
  return meta.nodeId === nodeId ? null : `Stored node id ${meta.nodeId} doesn't match previous node id ${nodeId} in ${file}`
}

function duplicate({ directoryId }: MetaProperties, path: string, found: readonly { path: string; meta: MetaProperties }[]): string | null {
  const twin = found.find(({ meta }) => meta.directoryId === directoryId)
  return twin ? `Duplicate directory ID ${directoryId} found. It was the ID of ${twin.path}, but also of ${path}` : null
}

const UNKNOWN = -1

/**
 * The broker epoch that this disk's last broker closed its logs in, or -1 when any directory had an unclean end or another epoch
 * (LogManager.readBrokerEpochFromCleanShutdownFiles, KIP-966).
 */
export function cleanShutdownEpoch(env: Env, dirs: readonly string[]): number {
  const [first, ...rest] = dirs.map(dir => epochIn(env, dir))
  return first !== undefined && rest.every(epoch => epoch === first) ? first : UNKNOWN
}

function epochIn({ disk }: Env, dir: string): number {
  const file = `${dir}/${CLEAN_SHUTDOWN}`
  const size = disk.size(file)
  return size < 0 ? UNKNOWN : (JSON.parse(utf8Decode(disk.read(file, 0, size))) as { brokerEpoch: number }).brokerEpoch
}
