import { ToolException } from '../exception.ts'
import { adminConfigs } from '../text/properties.ts'
import { connect, type Shell, type Telling } from '../tool.ts'
import { alterConfigs } from './alter.ts'
import { describeConfigs } from './describe.ts'
import { configOptions } from './options.ts'

/** Each of its requests waits so long at most. */
const TIMEOUT_MS = '30000'
/** What its own options find wrong is said in one line; what a broker refuses, with the whole command line. */
const SAID_PLAINLY = [/^java\.lang\.IllegalArgumentException$/, /^joptsimple\./]

/** kafka-configs.sh (ConfigCommand): describes and alters configs of topics, brokers, their loggers, groups and client metrics. */
export function* configs(shell: Shell): Telling<number> {
  try {
    const { options, entity } = configOptions(shell)
    if (entity.type === 'clients' || entity.type === 'users' || entity.type === 'ips') throw unsupported(options.has('describe'))
    yield* connect({ 'default.api.timeout.ms': TIMEOUT_MS, ...adminConfigs(shell, options) })
    yield* options.has('describe') ? describeConfigs(shell, options, entity) : alterConfigs(shell, options, entity)
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    for (const line of complaint(shell, error)) shell.err(line)
    return 1
  }
}

const complaint = (shell: Shell, error: ToolException): string[] => SAID_PLAINLY.some(each => each.test(error.className)) ? [error.message]
  : [`Error while executing config command with args '${shell.args.join(' ')}'`, `java.util.concurrent.ExecutionException: ${error.text()}`]

/** Quotas have requests of their own, which these brokers do not offer. */
const unsupported = (describe: boolean): ToolException => new ToolException('org.apache.kafka.common.errors.UnsupportedVersionException',
  `The node does not support ${describe ? 'DESCRIBE_CLIENT_QUOTAS' : 'ALTER_CLIENT_QUOTAS'}`)

