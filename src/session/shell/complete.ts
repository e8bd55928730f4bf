import { tokenize } from './parse.ts'

/** What there is to complete with. */
export interface Known {
  readonly commands: readonly string[]
  /** Options of a tool, `--` included. */
  options(command: string): readonly string[]
  readonly topics: readonly string[]
  readonly groups: readonly string[]
  /** `host:port` of each broker. */
  readonly brokers: readonly string[]
  /** Machines one can go to. */
  readonly hosts: readonly string[]
  /** Paths of segments and indexes on the disk of this machine. */
  readonly segments: readonly string[]
  readonly files: readonly string[]
}

export interface Completion {
  /** The line with as much as is certain, and where the cursor is then. */
  readonly line: string
  readonly cursor: number
  /** What else it could be, when it is not certain. */
  readonly choices: readonly string[]
}

/** Which of the known things the argument of an option is. */
const ARGUMENTS: Readonly<Record<string, 'topics' | 'groups' | 'brokers' | 'files' | 'segments'>> = {
  '--topic': 'topics', '--include': 'topics', '--group': 'groups', '--bootstrap-server': 'brokers', '--command-config': 'files',
  '--reassignment-json-file': 'files', '--topics-to-move-json-file': 'files', '--path-to-json-file': 'files', '--offset-json-file': 'files', '--broker-list': 'brokers', '--group-id': 'groups', '--files': 'segments',
}
/** kcat's letters. */
const LETTERS: typeof ARGUMENTS = { '-t': 'topics', '-G': 'groups', '-b': 'brokers' }

/** Completes the word at the cursor (Tab): a command, an option, or an option's argument. */
export function complete(line: string, cursor: number, known: Known): Completion {
  const { tokens } = tokenize(line.slice(0, cursor))
  const last = tokens.at(-1), isInWord = last?.is === 'word' && last.to === cursor
  const word = isInWord ? line.slice(last.from, cursor) : ''
  const before = (isInWord ? tokens.slice(0, -1) : tokens).map(({ is, text }) => is === 'operator' ? { operator: text } : { text })
  const fitting = candidates(before, known).filter(each => each.startsWith(word)).sort()
  if (fitting.length === 0) return { line, cursor, choices: [] }
  const certain = commonStart(fitting) + (fitting.length === 1 ? ' ' : '')
  const rest = fitting.length === 1 ? line.slice(cursor).replace(/^ /, '') : line.slice(cursor)
  const start = cursor - word.length
  return { line: line.slice(0, start) + certain + rest, cursor: start + certain.length, choices: fitting.length > 1 && certain === word ? fitting : [] }
}

type Before = readonly ({ readonly text: string } | { readonly operator: string })[]

function candidates(before: Before, known: Known): readonly string[] {
  const previous = before.at(-1)
  if (previous && 'operator' in previous && ['>', '>>', '<'].includes(previous.operator)) return known.files
  const begin = before.findLastIndex(each => 'operator' in each) + 1
  const words = before.slice(begin).flatMap(each => 'text' in each ? each.text : [])
  const [command] = words
  if (command === undefined) return known.commands
  if (command === 'ssh') return known.hosts
  if (!command.endsWith('.sh') && command !== 'kcat') return known.files
  const of = (command === 'kcat' ? LETTERS : ARGUMENTS)[words.at(-1)!]
  return of ? known[of] : known.options(command)
}

const commonStart = (texts: readonly string[]): string =>
  texts.reduce((common, text) => {
    let length = 0
    while (length < common.length && common[length] === text[length]) length++
    return common.slice(0, length)
  })
