/** The terminal's own files: whole texts by name. */
export type Files = Readonly<Record<string, string>>

/** A small command of the shell itself: what it prints at once, and what it makes of each line that comes in. */
export interface Filter {
  readonly prints: readonly string[]
  readonly errors: readonly string[]
  /** Null: it reads nothing. */
  readonly take: ((line: string) => readonly string[]) | null
  /** What it prints when there is no more to read. */
  readonly end?: () => readonly string[]
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
function reading(name: string, names: readonly string[], files: Files, take: (line: string) => readonly string[], end: Pick<Filter, 'isFull' | 'exit' | 'end'>): Filter {
  if (names.length === 0) return { prints: [], errors: [], take, ...end }
  const missing = names.filter(each => !Object.hasOwn(files, each))
  const prints = names.flatMap(each => linesOf(files[each] ?? '').flatMap(line => end.isFull() ? [] : take(line)))
  return printing([...prints, ...end.end?.() ?? []], missing.length > 0 ? missingCode(name) : end.exit(), missing.map(each => `${name}: ${each}: No such file or directory`))
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

/** Lines are kept until there are no more; `of` makes of them what is printed. */
function gathering(name: string, names: readonly string[], files: Files, of: (lines: readonly string[]) => readonly string[]): Filter {
  const lines: string[] = []
  return reading(name, names, files, line => {
    lines.push(line)
    return []
  }, { isFull: () => false, exit: () => 0, end: () => of(lines) })
}

const tail: Make = (args, files) => {
  const { count, names } = headArgs(args)
  if (!/^\d+$/.test(count)) return failing(`tail: invalid number of lines: '${count}'`)
  return gathering('tail', names, files, lines => Number(count) === 0 ? [] : lines.slice(-Number(count)))
}

const wc: Make = (args, files) => {
  const flags = flagsOf(args), names = wordsOf(args)
  return gathering('wc', names, files, lines => {
    const counts = [lines.length, lines.flatMap(line => line.match(/\S+/g) ?? []).length, lines.reduce((sum, line) => sum + line.length + 1, 0)]
    const shown = flags === '' ? counts : counts.filter((_, i) => flags.includes('lwc'[i]!))
    return [[...shown.map(count => shown.length > 1 ? String(count).padStart(7) : String(count)), ...names.slice(0, 1)].join(' ')]
  })
}

const sort: Make = (args, files) => {
  const flags = flagsOf(args)
  return gathering('sort', wordsOf(args), files, lines => {
    const byText = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0
    const sorted = [...lines].sort(flags.includes('n') ? (a, b) => (parseFloat(a) || 0) - (parseFloat(b) || 0) || byText(a, b) : byText)
    const ordered = flags.includes('r') ? sorted.reverse() : sorted
    return flags.includes('u') ? ordered.filter((line, at) => line !== ordered[at - 1]) : ordered
  })
}

const uniq: Make = (args, files) => gathering('uniq', wordsOf(args), files, lines => lines.filter((line, at) => line !== lines[at - 1]))

/** `printf 'a\nb\n'`: escapes, and no conversions. */
const printf: Make = ([format = '']) => printing(linesOf(format.replace(/\\(.)/g, (whole, letter: string) => ({ n: '\n', t: '\t', '\\': '\\' })[letter] ?? whole)))

const seq: Make = args => {
  const [first, last] = args.length === 1 ? [1, Number(args[0])] : [Number(args[0]), Number(args[1])]
  if (!Number.isInteger(first) || !Number.isInteger(last)) return failing('seq: numbers wanted: seq LAST, seq FIRST LAST')
  return printing(Array.from({ length: Math.max(0, Math.min(last - first + 1, MOST)) }, (_, i) => String(first + i)))
}
const MOST = 10_000

const cat: Make = (args, files) => reading('cat', args, files, line => [line], { isFull: () => false, exit: () => 0 })
const echo: Make = args => printing(linesOf(`${args.join(' ')}\n`))
const ls: Make = (args, files) => {
  const missing = args.filter(each => !Object.hasOwn(files, each))
  const errors = missing.map(each => `ls: cannot access '${each}': No such file or directory`)
  return printing(args.length === 0 ? Object.keys(files).sort() : args.filter(each => !missing.includes(each)), missing.length > 0 ? 2 : 0, errors)
}

/** What the shell itself can do with lines and files, by name. */
export const filters: Readonly<Record<string, Make>> = { cat, echo, grep, head, ls, printf, seq, sort, tail, uniq, wc }
