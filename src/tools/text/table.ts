/** A column as Kafka's tools print it: at least so wide, left-aligned; the last of a line may be left unpadded. */
export interface Column { readonly head: string; readonly width: number }

/** Rows under a header, one blank between columns (`%-15s %-10s …`). */
export const tableLines = (columns: readonly Column[], rows: readonly (readonly string[])[]): string[] =>
  [columns.map(({ head }) => head), ...rows].map(row => columns.map(({ width }, i) => row[i]!.padEnd(width)).join(' '))

/** A column that grows with its content. */
export const atLeastAsWide = (head: string, least: number, cells: readonly string[]): Column =>
  ({ head, width: cells.reduce((most, cell) => Math.max(most, cell.length), least) })
