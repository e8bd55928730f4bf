import { ToolException } from '../exception.ts'
import { adminConfigs } from '../text/properties.ts'
import { logLine } from '../text/log-line.ts'
import { connect, type Shell, type Telling } from '../tool.ts'
import { alterTopics } from './alter.ts'
import { createTopic } from './create.ts'
import { deleteTopics } from './delete.ts'
import { describeTopics } from './describe.ts'
import { listTopics } from './list.ts'
import { topicOptions, type TopicAction } from './options.ts'
import type { Options } from '../options/options.ts'

const LOGGER = 'org.apache.kafka.tools.TopicCommand'

const actions: Readonly<Record<TopicAction, (shell: Shell, options: Options) => Telling<void>>> = {
  create: createTopic, list: listTopics, alter: alterTopics, describe: describeTopics, delete: deleteTopics,
}

/** kafka-topics.sh (TopicCommand). What goes wrong after the options is said twice: to people on stdout, to the log on stderr. */
export function* topics(shell: Shell): Telling<number> {
  let connected = false
  try {
    const { action, options } = topicOptions(shell)
    yield* connect(adminConfigs(shell, options))
    connected = true
    yield* actions[action](shell, options)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    if (connected) sayTwice(shell, error)
    else sayOnce(shell, error)
    return 1
  }
}

function sayTwice(shell: Shell, error: ToolException): void {
  shell.out(`Error while executing topic command : ${error.message}`)
  shell.err(logLine(shell.wall(), 'ERROR', `${error.text()}\n`, LOGGER))
}

function sayOnce(shell: Shell, error: ToolException): void {
  shell.err(error.message)
  shell.err(error.text())
}
