import { throwIfFailed } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { chosenTopics, ensureTopicExists } from './names.ts'

export function* deleteTopics(_shell: Shell, options: Options): Telling<void> {
  const found = yield* chosenTopics(options)
  ensureTopicExists(found, options)
  if (found.length === 0) return
  const deleted = yield* ask({ do: 'deleteTopics', topics: found.map(({ name }) => name) })
  for (const outcome of deleted) throwIfFailed(outcome)
}
