/** The terminal's own files: whole texts by name. */
export type Files = Readonly<Record<string, string>>

/** A small command of the shell itself: what it prints at once, and what it makes of each line that comes in. */
export interface Filter {
  readonly prints: readonly string[]
  readonly errors: readonly string[]
  /** Null: it reads nothing. */
  readonly take: ((line: string) => readonly string[]) | null
  /** It has read all it wants: who writes to it is ended, as by SIGPIPE. */
  isFull(): boolean
  exit(): number
}

/** Prints this and reads nothing. */
export const printing = (prints: readonly string[], code = 0, errors: readonly string[] = []): Filter =>
  ({ prints, errors, take: null, isFull: () => true, exit: () => code })
const failing = (error: string, code = 1): Filter => printing([], code, [error])

export const linesOf = (text: string): string[] => text === '' ? [] : text.replace(/\n$/, '').split('\n')
const flagsOf = (args: readonly string[]): string => args.filter(arg => /^-[a-zA-Z]+$/.test(arg)).map(arg => arg.slice(1)).join('')
const wordsOf = (args: readonly string[]): string[] => args.filter(arg => !/^-[a-zA-Z]+$/.test(arg))

type Make = (args: readonly string[], files: Files) => Filter

/** Lines of the files named, or, with none, whatever comes in. */
function reading(name: string, names: readonly string[], files: Files, take: (line: string) => readonly string[], end: Pick<Filter, 'isFull' | 'exit'>): Filter {
  if (names.length === 0) return { prints: [], errors: [], take, ...end }
  const missing = names.filter(each => !Object.hasOwn(files, each))
  const prints = names.flatMap(each => linesOf(files[each] ?? '').flatMap(line => end.isFull() ? [] : take(line)))
  return printing(prints, missing.length > 0 ? missingCode(name) : end.exit(), missing.map(each => `${name}: ${each}: No such file or directory`))
}
const missingCode = (name: string): number => name === 'grep' ? 2 : 1

const grep: Make = (args, files) => {
  const flags = flagsOf(args), [pattern, ...names] = wordsOf(args)
  if (pattern === undefined) return failing('Usage: grep [-i] [-v] PATTERN [FILE]...', 2)
  const wanted = patternOf(pattern, flags)
  if (!wanted) return failing(`grep: ${pattern}: not a regular expression`, 2)
  let found = false
  return reading('grep', names, files, line => {
    if (wanted.test(line) === flags.includes('v')) return []
    found = true
    return [line]
  }, { isFull: () => false, exit: () => found ? 0 : 1 })
}

function patternOf(pattern: string, flags: string): RegExp | null {
  try {
    return new RegExp(flags.includes('F') ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : pattern, flags.includes('i') ? 'i' : '')
  } catch {
    return null
  }
}

/** `head`, `head -3`, `head -n 3`. */
const head: Make = (args, files) => {
  const { count, names } = headArgs(args)
  if (!/^\d+$/.test(count)) return failing(`head: invalid number of lines: '${count}'`)
  let left = Number(count)
  return reading('head', names, files, line => left-- > 0 ? [line] : [], { isFull: () => left <= 0, exit: () => 0 })
}

function headArgs([first = '', ...rest]: readonly string[]): { count: string; names: readonly string[] } {
  if (first === '-n') return { count: rest[0] ?? '', names: rest.slice(1) }
  const count = /^-n?(.+)$/.exec(first)?.[1]
  return count === undefined ? { count: '10', names: first === '' ? [] : [first, ...rest] } : { count, names: rest }
}

const cat: Make = (args, files) => reading('cat', args, files, line => [line], { isFull: () => false, exit: () => 0 })
const echo: Make = args => printing(linesOf(`${args.join(' ')}\n`))
const ls: Make = (args, files) => {
  const missing = args.filter(each => !Object.hasOwn(files, each))
  const errors = missing.map(each => `ls: cannot access '${each}': No such file or directory`)
  return printing(args.length === 0 ? Object.keys(files).sort() : args.filter(each => !missing.includes(each)), missing.length > 0 ? 2 : 0, errors)
}

/** What the shell itself can do with lines and files, by name. */
export const filters: Readonly<Record<string, Make>> = { cat, echo, grep, head, ls }
