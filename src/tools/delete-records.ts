import type { DeletedRecords } from '../client/admin/delete-records.ts'
import { byTopicThenPartition, idOf } from '../client/topic-partition.ts'
import { commandFailed, outcomeText } from './exception.ts'
import { CommandLine } from './options/command-line.ts'
import type { OptionSpec } from './options/options.ts'
import { jsonFile, partitionsIn, type JsonPartition } from './text/json-file.ts'
import { logLine } from './text/log-line.ts'
import { adminConfigs } from './text/properties.ts'
import { ask, connect, refusable, type Shell, type Telling, type Tool } from './tool.ts'

const specs: readonly OptionSpec[] = [
  { name: 'bootstrap-server', takes: 'String: server(s) to use for bootstrapping', help: 'REQUIRED: The server to connect to.' },
  { name: 'command-config', takes: 'String: command config property file path',
    help: 'A property file containing configs to be passed to Admin Client.' },
  { name: 'offset-json-file', takes: 'String: Offset json file path', 
    help: 'REQUIRED: The JSON file with offset per partition. The format to use is:\n{"partitions":\n  [{"topic": "foo", "partition": 1, "offset": 1}],\n "version": 1\n}' },
]
const HANDLER = 'org.apache.kafka.clients.admin.internals.DeleteRecordsHandler'

/** kafka-delete-records.sh (DeleteRecordsCommand): everything before an offset goes, partition by partition. */
export const deleteRecords: Tool = shell => refusable(shell, run(shell), 'message and exception')

function* run(shell: Shell): Telling<void> {
  const line: CommandLine = new CommandLine(shell, 'This tool helps to delete records of the given partitions down to the specified offset.', specs)
  const options = line.parse()
  line.requires(options, 'bootstrap-server', 'offset-json-file')
  const before = partitionsIn(jsonFile(shell, options.one('offset-json-file')!))
  refuseDuplicates(before)
  yield* connect(adminConfigs(shell, options))
  shell.out('Executing records delete operation')
  shell.out('Records delete operation completed:')
  const deleted = yield* ask({ do: 'deleteRecords', before: before.map(({ topic, partition, offset = 0 }) => ({ topic, partition, offset })) })
  for (const each of [...deleted].sort(byTopicThenPartition)) print(shell, each)
}

function refuseDuplicates(partitions: readonly JsonPartition[]): void {
  const ids = partitions.map(idOf)
  const duplicates = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]
  if (duplicates.length > 0) throw commandFailed(`Offset json file contains duplicate topic partitions: ${duplicates.join(',')}`)
}

function print(shell: Shell, each: DeletedRecords): void {
  if (each.error === null) return shell.out(`partition: ${idOf(each)}\tlow_watermark: ${each.lowWatermark}`)
  shell.out(`partition: ${idOf(each)}\terror: ${outcomeText(each)}`)
  const text = `[AdminClient clientId=adminclient-1] DeleteRecords request for topic partition ${idOf(each)} `
    + `failed due to an unexpected error ${each.error}`
  shell.err(logLine(shell.wall(), 'ERROR', text, HANDLER))
}
