/** One line of a table by the names of its columns. */
export type Line = Readonly<Record<string, string | number | boolean | null>>

/** As RFC 4180 writes tables: a cell with a comma, a quote or a line end stands in quotes. */
export function csvOf(lines: readonly Line[]): string {
  const columns = [...new Set(lines.flatMap(line => Object.keys(line)))]
  return [columns, ...lines.map(line => columns.map(column => line[column] ?? ''))].map(cells => `${cells.map(cell).join(',')}\r\n`).join('')
}
/** A text that a spreadsheet would reckon as a formula is kept from it. */
const cell = (value: string | number | boolean): string => {
  const text = typeof value === 'string' && /^[=+@-]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A line of JSON each. */
export const jsonLinesOf = (lines: readonly object[]): string => lines.map(line => `${JSON.stringify(line)}\n`).join('')
