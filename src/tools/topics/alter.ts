import { throwIfFailed } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { parseReplicaAssignment } from './assignment.ts'
import { chosenTopics, ensureTopicExists } from './names.ts'

/** Gives topics more partitions; an assignment names the brokers of all, of which the new ones count. */
export function* alterTopics(_shell: Shell, options: Options): Telling<void> {
  const count = options.int('partitions')!
  const text = options.one('replica-assignment')
  const assignment = text === undefined ? null : parseReplicaAssignment(text)
  const found = yield* chosenTopics(options)
  ensureTopicExists(found, options)
  if (found.length === 0) return
  const widened = yield* ask({
    do: 'createPartitions',
    topics: found.map(({ name, partitions }) => ({ name, count, ...assignment && { assignments: assignment.slice(partitions.length) } })),
  })
  for (const outcome of widened) throwIfFailed(outcome)
}
