import type { Disk } from '../env/disk.ts'
import { MalformedError } from '../protocol/malformed.ts'
import { utf8Decode, utf8Encode } from '../protocol/utf8.ts'
import { readWhole } from './files.ts'

/** `meta.properties` of a log directory (MetaProperties, version 1): whose it is. */
export interface MetaProperties { nodeId: number; clusterId: string; directoryId: string }

/** The topic a partition's folder belongs to (`partition.metadata`, PartitionMetadataFile, version 0). */
export function readTopicId(disk: Disk, dir: string): string | null {
  const bytes = readWhole(disk, `${dir}/partition.metadata`)
  return bytes === null ? null : fieldOf(pairs(bytes, ': '), 'topic_id')
}

export const topicIdFile = (topicId: string): Uint8Array => utf8Encode(`version: 0\ntopic_id: ${topicId}`)

export function writeTopicId(disk: Disk, dir: string, topicId: string): void {
  const file = `${dir}/partition.metadata`
  disk.write(file, topicIdFile(topicId))
  disk.flush(file, { is: 'checkpoint', file })
}

export function readMetaProperties(disk: Disk, root: string): MetaProperties | null {
  const bytes = readWhole(disk, `${root}/meta.properties`)
  if (bytes === null) return null
  const found = pairs(bytes, '=')
  return { nodeId: Number(fieldOf(found, 'node.id')), clusterId: fieldOf(found, 'cluster.id'), directoryId: fieldOf(found, 'directory.id') }
}

/** As Java's Properties prints it, without the line that says when. */
export function writeMetaProperties(disk: Disk, root: string, { nodeId, clusterId, directoryId }: MetaProperties): void {
  const file = `${root}/meta.properties`
  disk.write(file, utf8Encode(`node.id=${nodeId}\ndirectory.id=${directoryId}\nversion=1\ncluster.id=${clusterId}\n`))
  disk.flush(file, { is: 'checkpoint', file })
}

function pairs(bytes: Uint8Array, separator: string): Map<string, string> {
  const lines = utf8Decode(bytes).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(lines.map(line => {
    const at = line.indexOf(separator)
    return [line.slice(0, at), line.slice(at + separator.length)]
  }))
}

function fieldOf(found: ReadonlyMap<string, string>, name: string): string {
  const value = found.get(name)
  if (value === undefined) throw new MalformedError(`no ${name} in a properties file`)
  return value
}
