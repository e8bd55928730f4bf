import { byTopicThenPartition, idOf, type TopicPartition } from '../../client/topic-partition.ts'
import { commandFailed, operationFailed } from '../exception.ts'
import { fileText } from '../text/properties.ts'
import type { Shell } from '../tool.ts'

/** Where a partition is to be; `logDirs`: in which directory of each of its brokers, where a plan says so. */
export interface PlannedPartition extends TopicPartition { readonly replicas: readonly number[]; readonly logDirs?: readonly string[] }

/** The broker may choose the directory itself. */
export const ANY_DIR = 'any'

/** Reads a plan, in order of partitions (ReassignPartitionsCommand.parsePartitionReassignmentData). */
export function readPlan(shell: Shell, file: string): PlannedPartition[] {
  const { partitions } = parse(fileText(shell, file))
  if (!Array.isArray(partitions)) throw operationFailed('Missing partitions field')
  const plan = partitions.map(plannedPartition).sort(byTopicThenPartition)
  check(plan)
  return plan
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    const token = /^\s*([\w$]+)/.exec(text)?.[1] ?? text.trim().slice(0, 1)
    throw operationFailed(`Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n`
      + ' at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]')
  }
}

type Written = Partial<PlannedPartition> & { readonly log_dirs?: readonly string[] }

function plannedPartition(each: Written | null): PlannedPartition {
  if (typeof each?.topic !== 'string' || typeof each.partition !== 'number' || !Array.isArray(each.replicas)) {
    throw operationFailed('Topic, partition or replicas are missing or not of their type')
  }
  const { topic, partition, replicas, log_dirs: logDirs = replicas.map(() => ANY_DIR) } = each as Required<Omit<Written, 'logDirs'>>
  if (replicas.length === logDirs.length) return { topic, partition, replicas, logDirs }
  throw commandFailed(`Size of replicas list [${replicas.join(', ')}] is different from size of log dirs list [${logDirs.join(', ')}] for partition ${idOf({ topic, partition })}`)
}

export const repeated = <T>(items: readonly T[]): T[] => [...new Set(items.filter((item, at) => items.indexOf(item) !== at))]

function check(plan: readonly PlannedPartition[]): void {
  if (plan.length === 0) throw commandFailed('Partition reassignment list cannot be empty')
  if (plan.some(({ replicas }) => replicas.length === 0)) throw commandFailed('Partition replica list cannot be empty')
  const twice = repeated(plan.map(idOf))
  if (twice.length > 0) throw commandFailed(`Partition reassignment contains duplicate topic partitions: ${twice.join(',')}`)
  const doubled = plan.filter(({ replicas }) => repeated(replicas).length > 0)
  if (doubled.length > 0) {
    throw commandFailed('Partition replica lists may not contain duplicate entries: '
      + doubled.map(each => `${idOf(each)} contains multiple entries for ${repeated(each.replicas).join(',')}`).join('. '))
  }
}
