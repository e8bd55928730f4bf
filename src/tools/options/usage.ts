import type { OptionSpec } from './options.ts'

const WIDTH = 80, GAP = 2, HANGING = 2

/** The table of options that `--help` prints (jopt-simple's BuiltinHelpFormatter): two columns, wrapped with a hanging indent. */
export function usage(specs: readonly OptionSpec[]): string[] {
  const anyRequired = specs.some(spec => spec.required)
  const header = anyRequired ? 'Option (* = required)' : 'Option'
  const rows = [...specs].sort((a, b) => a.name < b.name ? -1 : 1).map((spec): [string, string] => [spelling(spec), spec.help])
  const all: [string, string][] = [[header, 'Description'], ['-'.repeat(header.length), '-'.repeat('Description'.length)], ...rows]
  const optionWidth = Math.min(Math.floor((WIDTH - GAP) / 2), widest(all.map(([option]) => option)))
  const wrapped = all.map(([option, help]) => [wrap(option, optionWidth), wrap(help, WIDTH - GAP - optionWidth)] as const)
  const left = widest(wrapped.flatMap(([option]) => option)), right = widest(wrapped.flatMap(([, help]) => help))
  return wrapped.flatMap(([option, help]) => sideBySide(option, help, left, right))
}

function spelling({ name, takes, optional, required }: OptionSpec): string {
  const argument = takes === undefined ? '' : optional ? ` [${takes}]` : ` <${takes}>`
  return `${required ? '* ' : ''}--${name}${argument}`
}

const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, text.length), 0)

function sideBySide(left: readonly string[], right: readonly string[], leftWidth: number, rightWidth: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
    `${(left[i] ?? '').padEnd(leftWidth)}${' '.repeat(GAP)}${(right[i] ?? '').padEnd(rightWidth)}`)
}

/** Where a line may break: after blanks, hyphens and colons, and before an opening bracket. The blank it ends with has to fit too. */
const PIECES = /\(?[^\s(:-]*(?::|-+)?\s*/g

/** A line break in the text is one in the table; what follows it hangs no further than its own beginning. */
const wrap = (text: string, width: number): string[] => text.split('\n').flatMap(each => wrapLine(each, width))

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(PIECES) ?? []) {
    if (piece === '') continue
    if (line.trim() !== '' && line.length + piece.length > width) {
      lines.push(line.trimEnd())
      line = ' '.repeat(HANGING)
    }
    line += piece
  }
  return [...lines, line.trimEnd()]
}
