import { describe, expect, test } from 'vitest'
import { goldenText } from '../../testing/golden.ts'
import { Refusal } from './operation.ts'
import { ensureInactive, exportPlan, parsePlan, planReset, timeOf, type PartitionFacts, type ResetScenario } from './reset-offsets.ts'

/*
 * The transcript of kafka-consumer-groups.sh on a real cluster: what each command printed is what the plan must say, from what
 * --describe had printed before.
 */
interface Step { command: string; rows: Record<string, number>; warnings: string[]; notes: string[]; refusal: string | null }

const steps: Step[] = goldenText('cli/consumer-groups-reset.txt').split('\n$ ').map(text => {
  const lines = text.split('\n')
  const table = lines.slice(lines.findIndex(line => line.startsWith('GROUP')) + 1)
  return {
    command: lines[0]!,
    rows: Object.fromEntries(table.flatMap(line => { const row = /^\S+ +(\S+) +(\d+) +(\d+)$/.exec(line); return row ? [[`${row[1]}-${row[2]}`, Number(row[3])]] : [] })),
    warnings: lines.flatMap(line => /WARN (New offset .*) \(org/.exec(line)?.[1] ?? []),
    notes: lines.filter(line => line.startsWith('Warn: ')),
    refusal: lines.flatMap(line => /^Error: (?:Executing consumer group command failed due to )?(.*)$/.exec(line)?.[1] ?? [])[0] ?? null,
  }
})

/** Of the first --describe: current offset and log end. */
const described = { 'orders-r-0': [8, 13], 'orders-r-1': [17, 17], 'orders-r-2': [0, 10], 'payments-r-0': [5, 12] } as const
const NOW = 1_790_000_000_000

function scenarioOf(command: string): ResetScenario {
  const option = (name: string) => new RegExp(`--${name} (\\S+)`).exec(command)?.[1]
  if (command.includes('--to-earliest')) return { to: 'earliest' }
  if (command.includes('--to-latest')) return { to: 'latest' }
  if (command.includes('--to-current')) return { to: 'current' }
  if (option('to-offset')) return { to: 'offset', offset: Number(option('to-offset')) }
  if (option('shift-by')) return { to: 'shift', by: Number(option('shift-by')) }
  if (option('by-duration')) return { to: 'duration', duration: option('by-duration')! }
  return { to: 'datetime', datetime: option('to-datetime')! }
}

/** Records were written between an hour ago and now, none in the future. */
function factsOf(committed: Record<string, number>, ids: readonly string[], scenario: ResetScenario): PartitionFacts[] {
  const time = timeOf(scenario, NOW)
  return ids.map(id => ({
    topic: id.slice(0, -2), partition: Number(id.at(-1)), earliest: 0, latest: described[id as keyof typeof described][1], committed: committed[id] ?? null,
    atTime: time === null ? null : time < NOW - 1_800_000 ? 0 : -1,
  }))
}

test('the plan is what the tool printed, command by command', () => {
  const committed: Record<string, number> = Object.fromEntries(Object.entries(described).map(([id, [current]]) => [id, current]))
  let held = 0
  for (const step of steps) {
    if (!/--reset-offsets --group billing-r --topic orders-r/.test(step.command) || step.refusal || Object.keys(step.rows).length === 0) continue
    const scenario = scenarioOf(step.command)
    const plan = planReset(scenario, factsOf(committed, Object.keys(step.rows), scenario))
    expect([step.command, Object.fromEntries(plan.rows.map(row => [`${row.topic}-${row.partition}`, row.offset]))]).toEqual([step.command, step.rows])
    expect(plan.warnings).toEqual(step.warnings)
    expect(plan.notes).toEqual(step.notes)
    if (step.command.includes('--execute')) Object.assign(committed, step.rows)
    held++
  }
  expect(held).toBeGreaterThanOrEqual(15)
})

describe('refusals are in the words of the tool', () => {
  const said = (act: () => unknown): string => {
    try { act() } catch (error) { if (error instanceof Refusal) return error.message; throw error }
    return 'nothing'
  }
  const printed = steps.flatMap(step => step.refusal ?? [])

  test('a duration that is none', () => { expect(printed).toContain(said(() => timeOf({ to: 'duration', duration: '1h' }, NOW))) })
  test('a time that is none', () => { expect(printed).toContain(said(() => timeOf({ to: 'datetime', datetime: 'yesterday' }, NOW))) })
  test('a group that is active', () => { expect(printed).toContain(said(() => ensureInactive('billing-rn', 'Stable'))) })
  test('a shift from nowhere', () => {
    expect(said(() => planReset({ to: 'shift', by: 1 }, [{ topic: 't', partition: 0, earliest: 0, latest: 9, committed: null, atTime: null }])))
      .toBe('Cannot shift offset for partition t-0 since there is no current committed offset')
  })
})

test('a plan survives export and import; what a line leaves out is 0', () => {
  const rows = [{ topic: 'orders-r', partition: 1, offset: 3 }, { topic: 'payments-r', partition: 0, offset: 1 }]
  expect(parsePlan(exportPlan(rows))).toEqual(rows)
  expect(parsePlan('orders-r,0\n')).toEqual([{ topic: 'orders-r', partition: 0, offset: 0 }])
})
