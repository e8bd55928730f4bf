import { posix } from 'node:path'
import { LOG_DIR } from '../../world/topology.ts'
import type { DiskImage } from '../../world/disk-journal.ts'

/** Whose folder it is, by the files in it: a log directory, or several of one server. */
export interface FoundNode {
  /** Of the folder. */
  readonly name: string
  /** As its machine has them; the one with the metadata log first. */
  readonly logDirs: readonly string[]
  readonly nodeId: number
  readonly clusterId: string
  readonly isBroker: boolean
  readonly isVoter: boolean
  /** The newest it has seen; each start of the controller begins another. */
  readonly leaderEpoch: number
  /** Epoch of the last metadata record, and the bytes of all: of two logs of one epoch, the larger one is longer. */
  readonly metadata: readonly [epoch: number, bytes: number]
}

/** A cluster in a folder. */
export interface KeptCluster {
  readonly brokers: number
  readonly firstId: number
  readonly clusterId: string
  /** `log.dirs` by node id. */
  readonly logDirs: Readonly<Record<number, readonly string[]>>
  /** Node id of the controller, which may be a broker as well. */
  readonly controllerId: number
}

/** Null for a folder that is no log directory. */
export function nodeOf(name: string, image: DiskImage): FoundNode | null {
  const logDirs = logDirsIn(image), [first] = logDirs
  if (first === undefined) return null
  const properties = textOf(image, `${first}/meta.properties`)
  const nodeId = /^node\.id=(\d+)\s*$/m.exec(properties)?.[1], clusterId = /^cluster\.id=(\S+)\s*$/m.exec(properties)?.[1]
  if (nodeId === undefined || clusterId === undefined) return null
  const quorum = JSON.parse(textOf(image, `${first}/${METADATA}/quorum-state`) || '{}') as { leaderEpoch?: number; currentVoters?: { voterId: number }[] }
  const isVoter = quorum.currentVoters?.some(({ voterId }) => voterId === Number(nodeId)) === true
  return {
    name, logDirs, nodeId: Number(nodeId), clusterId, isVoter,
    // a controller alone has no replicas whose high watermarks could be kept (ReplicaManager)
    isBroker: !isVoter || logDirs.some(dir => image.files[`${dir}/replication-offset-checkpoint`] !== undefined),
    leaderEpoch: quorum.leaderEpoch ?? 0, metadata: [lastEpoch(textOf(image, `${first}/${METADATA}/leader-epoch-checkpoint`)), metadataBytes(image, first)],
  }
}

const METADATA = '__cluster_metadata-0'

/** The folder itself, or those of its folders that are formatted. */
function logDirsIn({ files }: DiskImage): string[] {
  const formatted = Object.keys(files).filter(name => name.endsWith('/meta.properties')).map(name => posix.dirname(name))
  if (formatted.includes(LOG_DIR)) return [LOG_DIR]
  const hasMetadata = (dir: string): boolean => Object.keys(files).some(name => name.startsWith(`${dir}/${METADATA}/`))
  return formatted.filter(dir => posix.dirname(dir) === LOG_DIR).sort((a, b) => Number(hasMetadata(b)) - Number(hasMetadata(a)) || (a < b ? -1 : 1))
}

function textOf(image: DiskImage, name: string): string {
  const file = image.files[name]
  return file ? file.runs.map(({ inode, bytes }) => decoder.decode(image.read(inode, bytes).subarray(0, bytes))).join('') : ''
}
const decoder = new TextDecoder()

const lastEpoch = (checkpoint: string): number => Number(checkpoint.trim().split('\n').slice(2).at(-1)?.split(' ')[0] ?? -1)

const metadataBytes = ({ files }: DiskImage, dir: string): number =>
  Object.entries(files).reduce((sum, [name, { size }]) => name.startsWith(`${dir}/${METADATA}/`) && name.endsWith('.log') ? sum + size : sum, 0)

/** What all directories together are; null when there is none. Throws, in words, when they are no cluster that can be started. */
export function clusterIn(dir: string, found: readonly FoundNode[]): KeptCluster | null {
  const [first] = found
  if (!first) return null
  for (const { name, clusterId, nodeId } of found) {
    if (clusterId !== first.clusterId) throw new Error(`Invalid cluster.id in: ${dir}/${name}/meta.properties. Expected ${first.clusterId}, but read ${clusterId}`)
    const twin = found.find(other => other.nodeId === nodeId && other.name !== name)
    if (twin) throw new Error(`${dir}/${name} and ${dir}/${twin.name} are both of node ${nodeId}`)
  }
  const controller = found.filter(({ isVoter }) => isVoter).sort(byMetadata)[0]
  if (!controller) throw new Error(`${dir} has log directories of brokers, and none of their controller: what they hold cannot be told`)
  const ids = found.filter(({ isBroker }) => isBroker).map(({ nodeId }) => nodeId)
  const firstId = Math.min(...ids, controller.nodeId), endId = controller.isBroker ? Math.max(...ids) + 1 : controller.nodeId
  return { brokers: endId - firstId, firstId, clusterId: first.clusterId, logDirs: Object.fromEntries(found.map(({ nodeId, logDirs }) => [nodeId, logDirs])), controllerId: controller.nodeId }
}

/** The longest first, as an election would have it. */
const byMetadata = (a: FoundNode, b: FoundNode): number => b.metadata[0] - a.metadata[0] || b.metadata[1] - a.metadata[1]
