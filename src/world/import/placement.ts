import { fileOf } from '../../log/files.ts'
import { topicIdFile } from '../../log/properties.ts'
import type { Action } from '../action.ts'
import type { ForeignPartition } from './folder.ts'
import { stamped } from './segments.ts'

/** The partition the files go to, as metadata has it while its brokers are down, and the log directories of its replicas. */
export interface Place {
  readonly topicId: string
  readonly leaderEpoch: number
  readonly homes: readonly { readonly machine: string; readonly logDir: string }[]
}

/**
 * A partition's segments on the disks of all its replicas, alike, in place of what is there. Recovery makes indexes, leader epochs and
 * producer state anew from them, as it does when those files are lost.
 */
export function placements({ topic, partition, segments }: ForeignPartition, place: Place): Extract<Action, { do: 'folder.import' }>[] {
  const { topicId, leaderEpoch, homes } = place
  const logs = segments.map(({ baseOffset, bytes }) => ({ baseOffset, bytes: stamped(bytes, leaderEpoch) }))
  return homes.map(({ machine, logDir }) => {
    const dir = `${logDir}/${topic}-${partition}`
    const files = Object.fromEntries(logs.map(({ baseOffset, bytes }) => [fileOf(dir, baseOffset, 'log'), bytes]))
    return { do: 'folder.import', machine, replaces: dir, files: { [`${dir}/partition.metadata`]: topicIdFile(topicId), ...files } }
  })
}
