import type { DescribedTopic } from '../../client/admin/describe-topics.ts'
import { compareText } from '../../client/topic-partition.ts'
import { illegalArgument, ToolException } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { ask, type Telling } from '../tool.ts'

/** A whole-name match of a regular expression; commas separate alternatives, quotes are dropped (TopicFilter.IncludeList). */
export function topicFilter(text: string): (topic: string) => boolean {
  const source = text.trim().replaceAll(',', '|').replaceAll(' ', '').replace(/^["']+/, '').replace(/["']+$/, '')
  let regex: RegExp
  try {
    regex = new RegExp(`^(?:${source})$`)
  } catch {
    throw new ToolException('java.lang.RuntimeException', `${text} is an invalid regex.`)
  }
  return topic => regex.test(topic)
}

/** The topics an action is about: all whose name matches `--topic`, in order of name. */
export function* chosenTopics(options: Options): Telling<DescribedTopic[]> {
  const all = yield* ask({ do: 'describeTopics' })
  const wanted = options.one('topic'), matches = wanted === undefined ? () => true : topicFilter(wanted)
  return all.filter(({ name, internal }) => matches(name) && !(internal && options.has('exclude-internal'))).sort((a, b) => compareText(a.name, b.name))
}

/** Nothing matched, although something was asked for by name. */
export function ensureTopicExists(found: readonly DescribedTopic[], options: Options): void {
  const wanted = options.one('topic')
  if (found.length === 0 && wanted !== undefined && !options.has('if-exists')) throw illegalArgument(`Topic '${wanted}' does not exist as expected`)
}
