import { parseArgs } from 'node:util'
import { accept, judged, mustPass } from './allow-list.ts'
import { bench } from './bench.ts'
import { skipped, type Check, type Outcome, type Part } from './part.ts'
import { differential } from './parts/differential.ts'
import { confluent, kafkaPython } from './parts/python.ts'
import { franzGo } from './parts/franz-go.ts'
import { javaTools } from './parts/java-tools.ts'
import { kafkajs } from './parts/kafkajs.ts'
import { kcat } from './parts/kcat.ts'

/*
 * `npm run conformance -- [--only NAME]… [--accept] [--bench]`: the engine judged by what nobody here wrote. Runs what the machine has and says
 * what it skipped; ends with 1 when a check fails that passed once.
 */
const USAGE = 'npm run conformance -- [--only NAME]... [--accept] [--bench]'
const PARTS: readonly Part[] = [kafkajs, kcat, confluent, kafkaPython, franzGo, javaTools, differential]

function options(): { only: readonly string[]; accept: boolean; bench: boolean } {
  try {
    const { only = [], accept = false, bench = false } = parseArgs({ options: {
      only: { type: 'string', multiple: true }, accept: { type: 'boolean' }, bench: { type: 'boolean' },
    } }).values
    const unknown = only.find(name => !PARTS.some(part => part.name === name))
    if (unknown !== undefined) throw new Error(`${unknown}: no such part; there are ${PARTS.map(part => part.name).join(', ')}`)
    return { only, accept, bench }
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(1)
  }
}

interface Row {
  readonly part: Part
  readonly outcome: Outcome
  /** Passed once, and did not now; passed, and is not on the list. */
  readonly broken: readonly string[]
  readonly fresh: readonly string[]
  readonly seconds: number
}

async function judge(part: Part): Promise<Row> {
  console.error(`${part.name} …`)
  const began = Date.now()
  const outcome = await part.run().catch((error: unknown) => skipped(error instanceof Error ? error.message : String(error)))
  const { broken, fresh } = outcome.is === 'ran' ? judged(mustPass(part.name), outcome.checks) : { broken: [], fresh: [] }
  return { part, outcome, broken, fresh, seconds: (Date.now() - began) / 1_000 }
}

const HEAD = ['part', 'judge', 'passed', 'failed', 'must pass', 'broken', 's']

function cells({ part, outcome, broken, seconds }: Row): string[] {
  if (outcome.is === 'skipped') return [part.name, part.judge, 'skipped', '', String(mustPass(part.name).length), '', '']
  const passed = outcome.checks.filter(check => check.passed).length
  return [part.name, part.judge, String(passed), String(outcome.checks.length - passed), String(mustPass(part.name).length), String(broken.length),
    seconds.toFixed(0)]
}

function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)]
  const widths = HEAD.map((_, column) => Math.max(...lines.map(line => line[column]!.length)))
  return lines.map(line => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n')
}

/** What did not pass, and what could not be asked. */
function remarks({ part, outcome, broken, fresh }: Row, isAccepted: boolean): string[] {
  if (outcome.is === 'skipped') return [`${part.name} skipped: ${outcome.why}`]
  const failed = ({ name, note }: Check): string => `${part.name}: ${name}${broken.includes(name) ? ' (passed once)' : ''}${note ? `: ${note}` : ''}`
  const missing = broken.filter(name => !outcome.checks.some(check => check.name === name))
    .map(name => `${part.name}: ${name} passed once, and was not run`)
  const where = isAccepted ? 'are on the list now' : 'are not on the list yet (--accept)'
  return [
    ...outcome.checks.filter(check => !check.passed).map(failed), ...missing,
    ...fresh.length > 0 ? [`${part.name}: ${fresh.length} pass that ${where}`] : [],
  ]
}

const { only, accept: accepts, bench: benches } = options()
if (benches) {
  console.log(await bench())
} else {
  const rows: Row[] = []
  for (const part of PARTS) if (only.length === 0 || only.includes(part.name)) rows.push(await judge(part))
  if (accepts) for (const { part, fresh } of rows) if (fresh.length > 0) accept(part.name, fresh)
  console.log([table(rows), '', ...rows.flatMap(row => remarks(row, accepts))].join('\n'))
  process.exitCode = rows.some(({ broken }) => broken.length > 0) ? 1 : 0
}
