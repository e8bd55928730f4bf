import { fileOf } from '../../log/files.ts'
import { topicIdFile } from '../../log/properties.ts'
import type { Action } from '../action.ts'
import { LOG_DIR } from '../topology.ts'
import type { ForeignPartition } from './folder.ts'
import { stamped } from './segments.ts'

/** The partition the files go to, as metadata has it while its brokers are down. */
export interface Place { readonly topicId: string; readonly leaderEpoch: number; readonly machines: readonly string[] }

/**
 * A partition's segments on the disks of all its replicas, alike, in place of what is there. Recovery makes indexes, leader epochs and
 * producer state anew from them, as it does when those files are lost.
 */
export function placements({ topic, partition, segments }: ForeignPartition, place: Place): Extract<Action, { do: 'folder.import' }>[] {
  const { topicId, leaderEpoch, machines } = place
  const dir = `${LOG_DIR}/${topic}-${partition}`
  const logs = segments.map(({ baseOffset, bytes }) => [fileOf(dir, baseOffset, 'log'), stamped(bytes, leaderEpoch)] as const)
  const files = { [`${dir}/partition.metadata`]: topicIdFile(topicId), ...Object.fromEntries(logs) }
  return machines.map(machine => ({ do: 'folder.import', machine, replaces: dir, files }))
}
