import type { ResetAnswer } from '../../client/admin/reset-group.ts'
import type { PlannedOffset, ResetScenario } from '../../client/admin/reset-offsets.ts'
import { ToolException, illegalArgument } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { hashOfPartition, inHashOrder } from '../text/java-order.ts'
import { logLine } from '../text/log-line.ts'
import { atLeastAsWide, tableLines } from '../text/table.ts'
import { ask, type Shell, type Telling } from '../tool.ts'
import { chosenGroups, printError } from './shared.ts'
import { SCENARIOS, type GroupOptions } from './options.ts'
import { namedPartitions } from './topic-partitions.ts'

const LOGGER = 'org.apache.kafka.tools.OffsetsUtils'
type Row = PlannedOffset & { readonly group: string }

/** `--reset-offsets`: the same plan whether it is shown, exported or carried out. */
export function* resetOffsets(shell: Shell, { options }: GroupOptions): Telling<void> {
  const groups = yield* chosenGroups(options), rows: Row[] = []
  for (const group of groups) {
    const answer = yield* resetOne(shell, options, group)
    if (answer === null) continue
    const ordered = inHashOrder(answer.rows, hashOfPartition)
    for (const note of notesOf(ordered, answer)) shell.out(`\n${note}`)
    for (const warning of inOrderOf(ordered, answer)) shell.err(logLine(shell.wall(), 'WARN', warning, LOGGER))
    rows.push(...ordered.map(row => ({ group, ...row })))
  }
  for (const line of options.has('export') ? csvOf(rows, groups.length > 1) : ['', ...tableOf(rows)]) shell.out(line)
}

/** Notes and warnings come as the partitions do. */
const notesOf = (rows: readonly PlannedOffset[], { notes }: ResetAnswer): string[] =>
  rows.flatMap(({ topic, partition }) => notes.filter(note => note.includes(`Partition ${partition} from topic ${topic} `)))
const inOrderOf = (rows: readonly PlannedOffset[], { warnings }: ResetAnswer): string[] =>
  rows.flatMap(({ topic, partition }) => warnings.filter(warning => warning.includes(` topic partition ${topic}-${partition}. `)))

function* resetOne(shell: Shell, options: Options, group: string): Telling<ResetAnswer | null> {
  const topics = options.has('topic') ? { topics: options.all('topic').map(namedPartitions) } : {}
  const scenario = scenarioOf(shell, options, group)
  try {
    return yield* ask({ do: 'resetOffsets', group, scenario, execute: options.has('execute'), ...topics })
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    if (!error.message.startsWith('Assignments can only be reset')) throw refusal(error.message)
    printError(shell, error.message)
    return null
  }
}

/** By what a plan is refused for, the class Java throws. */
const CLASSES: readonly [start: string, className: string][] = [
  ['Text cannot be parsed', 'java.time.format.DateTimeParseException'],
  ['java.text.ParseException', 'java.lang.RuntimeException'],
  ['This server does not host', 'org.apache.kafka.common.errors.UnknownTopicOrPartitionException'],
  ['The partitions "', 'org.apache.kafka.common.errors.UnknownTopicOrPartitionException'],
]
const refusal = (message: string): ToolException =>
  new ToolException(CLASSES.find(([start]) => message.startsWith(start))?.[1] ?? 'java.lang.IllegalArgumentException', message)

function scenarioOf(shell: Shell, options: Options, group: string): ResetScenario {
  const name = SCENARIOS.find(each => options.has(each))!
  switch (name) {
    case 'to-earliest': return { to: 'earliest' }
    case 'to-latest': return { to: 'latest' }
    case 'to-current': return { to: 'current' }
    case 'to-offset': return { to: 'offset', offset: options.long('to-offset')! }
    case 'shift-by': return { to: 'shift', by: options.long('shift-by')! }
    case 'to-datetime': return { to: 'datetime', datetime: options.one('to-datetime')! }
    case 'by-duration': return { to: 'duration', duration: options.one('by-duration')! }
    case 'from-file': return { to: 'file', rows: planFrom(shell, options.one('from-file')!, group) }
  }
}

/** `topic,partition,offset` lines, or `group,topic,partition,offset`; a number left out is 0, as Java's CSV reader has it. */
function planFrom(shell: Shell, file: string, group: string): PlannedOffset[] {
  const text = Object.hasOwn(shell.files, file) ? shell.files[file]! : null
  if (text === null) throw new ToolException('java.lang.RuntimeException', `java.io.IOException: Unable to read file ${file}`)
  return text.split('\n').filter(line => line.trim() !== '').flatMap(line => {
    const cells = line.split(',').map(cell => cell.trim())
    if (cells.length === 4 && cells[0] !== group) return []
    const [topic, partition = '0', offset = '0'] = cells.length === 4 ? cells.slice(1) : cells
    if (!/^\d+$/.test(partition) || !/^-?\d+$/.test(offset)) throw illegalArgument(`Invalid line in ${file}: ${line}`)
    return [{ topic: topic!, partition: Number(partition), offset: Number(offset) }]
  })
}

const csvOf = (rows: readonly Row[], withGroup: boolean): string[] =>
  rows.map(({ group, topic, partition, offset }) => [...withGroup ? [group] : [], topic, partition, offset].join(','))

function tableOf(rows: readonly Row[]): string[] {
  const cells = rows.map(({ group, topic, partition, offset }) => [group, topic, String(partition), String(offset)])
  return tableLines([
    atLeastAsWide('GROUP', 15, cells.map(([group]) => group!)), atLeastAsWide('TOPIC', 15, cells.map(([, topic]) => topic!)),
    { head: 'PARTITION', width: 10 }, { head: 'NEW-OFFSET', width: 0 },
  ], cells)
}
