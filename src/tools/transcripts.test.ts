import { expect, test } from 'vitest'
import { goldenTranscript } from '../testing/cli/golden-transcript.ts'
import { rehearse } from '../testing/cli/rehearsal.ts'
import { stages } from '../testing/cli/stages.ts'
import { goldenFiles } from '../testing/golden.ts'
import { atStrength } from '../testing/strength.ts'
import { unplayed, uncovered } from '../testing/cli/uncovered.ts'

/*
 * What Kafka 4.3's own tools printed, command by command (`golden/cli/`). Times, ids, hosts and stack frames excepted, ours print the
 * same, but for the commands `uncovered.ts` names with a reason; one of them that prints the same now has to leave that list.
 */

const count = (name: string): number => goldenTranscript(name).filter(({ command, job }) => command !== null ? job === null : job !== null).length

/** Forty thousand records a command, brokers that die, a move under load, a console that is waited for; records deleted, as `admin/cluster.test.ts` does too. */
const LONG: readonly string[] = ['perf.txt', 'topics-degraded.txt', 'leader-election.txt', 'reassign.txt', 'console.txt', 'delete-records.txt']

test.each(Object.keys(stages).filter(name => atStrength(!LONG.includes(name), true)))('%s', name => {
  const results = rehearse(name), listed = new Set((uncovered[name] ?? []).flatMap(({ commands }) => commands))
  for (const { command, same, actual, expected } of results) {
    if (!same && !listed.has(command)) expect({ command, ...actual as object }).toEqual({ command, ...expected as object })
  }
  const risen = results.filter(({ same, command }) => same && listed.has(command)).map(({ command }) => command)
  expect(risen, 'listed as uncovered, and yet the same').toEqual([])
  expect([...listed].filter(command => !results.some(each => each.command === command)), 'listed, and not in the transcript').toEqual([])
})

test('every transcript is played or named', () => {
  const files = goldenFiles('cli')
  expect([...Object.keys(stages), ...Object.keys(unplayed)].sort()).toEqual(files)
  const listed = Object.values(uncovered).flat().reduce((sum, { commands }) => sum + commands.length, 0)
  const missing = listed + Object.keys(unplayed).reduce((sum, name) => sum + count(name), 0)
  const all = files.reduce((sum, name) => sum + count(name), 0)
  console.log(`golden/cli: ${all - missing} of ${all} commands print what Kafka's tools print; ${missing} are listed in uncovered.ts`)
  for (const [name, groups] of Object.entries(uncovered)) {
    for (const { reason, commands } of groups) console.log(`  ${name}: ${commands.length} – ${reason}`)
  }
  for (const [name, reason] of Object.entries(unplayed)) console.log(`  ${name}: ${count(name)} – ${reason}`)
})
