import { isDeepStrictEqual } from 'node:util'
import { world } from '../cluster.ts'
import { codecs } from '../log-fixture.ts'
import { goldenTranscript, type Step } from './golden-transcript.ts'
import { stages } from './stages.ts'
import { Terminal, type Printed } from './terminal.ts'
import { compared } from './volatile.ts'

/** How one command of a transcript went with us. */
export interface Rehearsed { readonly command: string; readonly expected: unknown; readonly actual: unknown; readonly same: boolean }

const SETTLING_SECONDS = 8

/** Plays a scenario of `golden/cli/` in a world of its own, command by command. */
export function rehearse(name: string): Rehearsed[] {
  const { properties = {}, seed = 1, prepare, before = {}, after = {} } = stages[name]!
  const story = world({ brokers: 3, properties, seed, codecs }), terminal = new Terminal(story), onBroker = new Terminal(story, 'm1'), jobs = new Map<string, string>(), results: Rehearsed[] = []
  let number = 0
  const add = (command: string, step: Step, printed: Printed): void => {
    const { expected, actual } = compared(step, printed)
    const again = results.filter(each => each.command.replace(/ \(\d+\)$/, '') === command).length
    results.push({ command: again > 0 ? `${command} (${again + 1})` : command, expected, actual, same: isDeepStrictEqual(expected, actual) })
  }
  prepare(story, terminal)
  for (const step of goldenTranscript(name)) {
    if (step.command !== null) before[++number]?.(story, terminal)
    if (step.command !== null && step.job !== null) {
      jobs.set(step.job, terminal.start(step.command))
      story.run(SETTLING_SECONDS).seconds
    } else if (step.command !== null) {
      const order = orderOf(step.command)
      add(step.command, order(step), order((ON_ITS_MACHINE.test(step.command) ? onBroker : terminal).run(step.command)))
    } else if (step.job !== null) {
      add(`${step.job} stopped`, byLine(step), byLine(terminal.interrupt(jobs.get(step.job)!)))
      after[step.job]?.(story, terminal)
    }
  }
  return results
}

/** Tools that read the disk of the server they are about. */
const ON_ITS_MACHINE = /^kafka-storage\.sh/
const MANY_PARTITIONS = /kafka-console-consumer\.sh (?=.*--(?:topic|include) )(?!.*--partition )/
/** Every partition fails by itself, whenever its answer comes. */
const EACH_FAILS = /^kafka-get-offsets\.sh .*--time -7$/

type Lines = Pick<Step, 'out' | 'err'>
const orderOf = (command: string): <T extends Lines>(printed: T) => T =>
  MANY_PARTITIONS.test(command) ? byLine : EACH_FAILS.test(command) ? byError : printed => printed

/** Between partitions, what a consumer printed has no order. */
const byLine = <T extends Lines>(printed: T): T => ({ ...printed, out: [...printed.out].sort() })
/** Times come first in a line of the log, so they stand apart from its order. */
const byError = <T extends Lines>(printed: T): T => ({ ...printed, err: [...printed.err].sort((a, b) => untimed(a) < untimed(b) ? -1 : 1) })
const untimed = (line: string): string => line.replace(/^\[[^\]]*\]/, '')
