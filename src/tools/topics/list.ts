import type { Options } from '../options/options.ts'
import type { Shell, Telling } from '../tool.ts'
import { chosenTopics } from './names.ts'

export function* listTopics(shell: Shell, options: Options): Telling<void> {
  const found = yield* chosenTopics(options)
  shell.out(found.map(({ name }) => name).join('\n'))
}
