import type { ApiVersionRange } from '../client/admin/describe-api-versions.ts'
import * as apis from '../protocol/apis/index.ts'
import { servedVersions, type Api } from '../protocol/schema.ts'
import { ToolException } from './exception.ts'
import { CommandLine } from './options/command-line.ts'
import type { OptionSpec } from './options/options.ts'
import { adminConfigs } from './text/properties.ts'
import { ask, connect, type Shell, type Telling } from './tool.ts'

const specs: readonly OptionSpec[] = [
  { name: 'bootstrap-server', takes: 'String: server(s) to use for bootstrapping', help: 'REQUIRED: The server to connect to.' },
  { name: 'command-config', takes: 'String: command config property file', help: 'A property file containing configs to be passed to Admin Client.' },
]

/** What clients may ask of brokers, by key. */
const KNOWN = (Object.values(apis) as unknown as Api[]).filter(({ listeners }) => listeners.includes('broker')).sort((a, b) => a.key - b.key)

/** kafka-broker-api-versions.sh (BrokerApiVersionsCommand): what each broker answers, and the newest version both sides know. */
export function* brokerApiVersions(shell: Shell): Telling<number> {
  try {
    const line: CommandLine = new CommandLine(shell, 'This tool helps to retrieve broker version information.', specs)
    const options = line.parse()
    line.requires(options, 'bootstrap-server')
    yield* connect(adminConfigs(shell, options))
    const { brokers } = yield* ask({ do: 'describeCluster' })
    for (const { id, host, port, rack, fenced } of [...brokers].sort((a, b) => a.id - b.id)) {
      const offered = yield* ask({ do: 'describeApiVersions', node: id })
      shell.out(`${host}:${port} (id: ${id} rack: ${rack} isFenced: ${fenced}) -> (\n${KNOWN.map(api => `\t${versionText(api, offered)}`).join(',\n')}\n)`)
    }
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(`${error.message}\n${error.text()}`)
    return 1
  }
}

function versionText(api: Api, offered: readonly ApiVersionRange[]): string {
  const { key, name } = api
  const range = offered.find(each => each.key === key)
  if (!range) return `${name}(${key}): UNSUPPORTED`
  const usable = Math.min(range.max, servedVersions(api)[1])
  return `${name}(${key}): ${range.min}${range.max > range.min ? ` to ${range.max}` : ''} [usable: ${usable}]`
}
