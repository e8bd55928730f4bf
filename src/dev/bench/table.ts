import type { Row } from './figure.ts'

const HEAD = ['figure', 'value', 'aim', 'minimum', '', 'peer'] as const

/** The rows as aligned text. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)]
  const widths = HEAD.map((_, column) => Math.max(...lines.map(line => line[column]!.length)))
  return lines.map(line => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n')
}

const cells = (row: Row): string[] =>
  [row.figure, `${figure(row.value)} ${row.unit}`, figure(row.aim), figure(row.minimum), verdict(row), peer(row)]

/** How a value stands to what is asked of it. */
export function verdict({ value, aim, minimum, better, isBeside }: Row): 'aim met' | 'minimum met' | 'MISSED' | 'beside' {
  const reaches = (mark: number): boolean => (better === 'more' ? value >= mark : value <= mark)
  if (reaches(aim)) return 'aim met'
  if (isBeside) return 'beside'
  return reaches(minimum) ? 'minimum met' : 'MISSED'
}

const peer = ({ value, peer }: Row): string => (peer ? `${figure(value / peer.value)}× ${peer.name} (${figure(peer.value)})` : '')

const figure = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))
