import { goldenText } from '../golden.ts'

/** A step of `golden/cli/*.txt`: a command with what it printed, or (`command: null`) what happened outside. */
export interface Step {
  readonly command: string | null
  readonly out: readonly string[]
  readonly err: readonly string[]
  readonly exit: number | null
  /** Of a command in the background, or one whose end this is. */
  readonly job: string | null
  readonly note: string
}

type Draft = { -readonly [K in keyof Step]: Step[K] extends readonly string[] ? string[] : Step[K] }

const fresh = (command: string | null, note: string, job: string | null = null): Draft => ({ command, note, job, out: [], err: [], exit: null })

/** The steps of one scenario, in order. */
export function goldenTranscript(name: string): Step[] {
  const steps: Draft[] = []
  let into: 'out' | 'err' | null = null
  for (const line of goldenText(`cli/${name}`).split('\n')) {
    const step = steps.at(-1)
    if (into !== null && step && step.exit === null) {
      if (line.startsWith('exit: ')) {
        step.exit = Number(line.slice('exit: '.length))
        into = null
      } else if (line === 'stderr:') into = 'err'
      else step[into].push(line)
    } else if (line.startsWith('$ ')) {
      const [, command, job] = /^\$ (.*?)(?: &\s+# (\S+))?$/.exec(line)!
      steps.push(fresh(command!, '', job ?? null))
      into = job ? null : 'out'
    } else if (line.startsWith('# ')) {
      const stopped = /^# (\S+) stopped \(INT\); it had written:$/.exec(line)
      steps.push(fresh(null, line.slice(2), stopped?.[1] ?? null))
      into = stopped ? 'out' : null
    }
  }
  return steps
}
