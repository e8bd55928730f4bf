import type { ToolView } from '../../tools/terminal.ts'
import type { ClusterStory } from '../cluster.ts'

export interface Printed { readonly out: string[]; readonly err: string[]; readonly exit: number }

const PATIENCE_SECONDS = 45
/** Where the recorder's transcripts have `localhost:9092`. */
const BOOTSTRAP = 'm1:9092'
/** The machine they sit at. */
export const DESK = 'client-cli'

/** A person at a shell beside a cluster: tools, and as much of a shell as the transcripts use. */
export class Terminal {
  readonly #story: ClusterStory
  readonly files: Record<string, string> = {}
  readonly #machine: string
  #jobs = 0

  /** Beside the cluster, or on one of its machines. */
  constructor(story: ClusterStory, machine: string = DESK) {
    this.#story = story
    this.#machine = machine
    if (machine === DESK) story.machines(DESK)
  }

  /** Runs a command line to its end. */
  run(line: string): Printed {
    let printed: Printed = { out: [], err: [], exit: 0 }
    for (const part of splitOutside(line, '; ')) {
      const { out, err, exit } = this.#pipeline(part)
      printed = { out: [...printed.out, ...out], err: [...printed.err, ...err], exit }
    }
    return printed
  }

  /** Starts a tool in the background. */
  start(line: string): string {
    const process = `${this.#machine === DESK ? '' : `${this.#machine}-`}tool-${++this.#jobs}`
    this.#story.start(process, { machine: this.#machine, program: 'tool', args: { argv: words(atHome(line)), files: { ...this.files } } })
    return process
  }

  /** Ctrl-C; gives all it printed. */
  interrupt(process: string): Printed {
    this.#story.act({ do: 'process.command', process, command: { signal: 'INT' } })
    return this.#toItsEnd(process)
  }

  #pipeline(part: string): Printed {
    const [command, file] = splitOutside(part, ' > ') as [string, string?]
    const printed = splitOutside(command, ' | ').reduce<Printed>((before, stage) => this.#stage(stage, before.out, before), { out: [], err: [], exit: 0 })
    if (file === undefined) return printed
    this.files[file] = printed.out.map(line => `${line}\n`).join('')
    return { ...printed, out: [] }
  }

  #stage(stage: string, stdin: readonly string[], before: Printed): Printed {
    const merged = stage.endsWith(' 2>&1')
    const [command, ...args] = words(merged ? stage.slice(0, -' 2>&1'.length) : stage)
    const filter = FILTERS[command!]
    if (filter) return { ...before, out: filter(args, stdin, this.files), exit: 0 }
    const printed = this.#tool(stage, stdin)
    return merged ? { ...printed, out: [...printed.err, ...printed.out], err: [] } : printed
  }

  #tool(line: string, stdin: readonly string[]): Printed {
    const process = this.start(line.replace(/ 2>&1$/, ''))
    if (stdin.length > 0) this.#story.act({ do: 'process.command', process, command: { stdin } })
    if (stdin.length > 0) this.#story.act({ do: 'process.command', process, command: { stdin: null } })
    return this.#toItsEnd(process)
  }

  #toItsEnd(process: string): Printed {
    for (let millis = 0, pause = 50; millis < PATIENCE_SECONDS * 1_000; millis += pause) {
      // who has not ended soon is asked less often: a look at the whole world is dear
      if (millis >= 1_000) pause = 250
      this.#story.run(pause).millis
      const exit = this.#exit(process)
      if (exit !== null) return { ...this.#lines(process), exit }
    }
    this.#story.kill(process)
    const { out, err } = this.#lines(process)
    return { out, err: [...err, `(killed by the recorder after ${PATIENCE_SECONDS} s)`], exit: -15 }
  }

  #exit(process: string): number | null {
    return (this.#story.world.view().processes[process]?.view as ToolView | undefined)?.exit ?? null
  }

  #lines(process: string): { out: string[]; err: string[] } {
    const lines = this.#story.told().filter(told => told.process === process && told.is === 'console')
    const of = (level: string): string[] => lines.flatMap(told => told.is === 'console' && told.level === level ? [told.text] : [])
    return { out: of('log'), err: of('error') }
  }
}

const atHome = (line: string): string => line.replaceAll('localhost:9092', BOOTSTRAP)

type Filter = (args: readonly string[], stdin: readonly string[], files: Readonly<Record<string, string>>) => string[]
const linesOf = (text: string): string[] => text === '' ? [] : text.replace(/\n$/, '').split('\n')
const FILTERS: Readonly<Record<string, Filter>> = {
  printf: ([format = '']) => linesOf(format.replaceAll('\\n', '\n').replaceAll('\\t', '\t')),
  echo: args => linesOf(args.join(' ')),
  cat: ([file = ''], stdin, files) => file === '' ? [...stdin] : linesOf(files[file] ?? ''),
  head: ([count = '-10'], stdin) => stdin.slice(0, Number(count.replace(/^-n?/, ''))),
  grep: ([pattern = ''], stdin) => stdin.filter(line => line.includes(pattern)),
}

/** Splits where no quote is open. */
function splitOutside(line: string, at: string): string[] {
  const parts: string[] = ['']
  let quote = ''
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!
    if (quote === '' && line.startsWith(at, i)) {
      parts.push('')
      i += at.length - 1
      continue
    }
    if (quote === '' && (char === "'" || char === '"')) quote = char
    else if (char === quote) quote = ''
    parts[parts.length - 1] += char
  }
  return parts
}

/** `$(printf 'x%.0s' {1..250})`: the only substitution the transcripts have. */
const repeated = (line: string): string => line.replace(/\$\(printf '(\w)%\.0s' \{1\.\.(\d+)\}\)/g, (_, letter: string, times: string) => letter.repeat(Number(times)))

function words(line: string): string[] {
  const pieces = repeated(line).match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []
  return pieces.map(piece => piece.replace(/\$'([^']*)'|'([^']*)'|"([^"]*)"/g, (_, escaped?: string, single?: string, double?: string) =>
    escaped?.replaceAll('\\n', '\n') ?? single ?? double ?? ''))
}
