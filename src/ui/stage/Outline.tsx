import { memo, useState, type KeyboardEvent } from 'react'
import { useDo, useWords } from '../hooks.ts'
import type { Selection } from '../desk.ts'

interface Props { table: OutlineTable; seen: boolean; onFocus(row: string | null): void }

/**
 * The stage as a table: the same facts in words, for screen readers and for the keyboard. Arrows move between cells,
 * Enter selects; the stage rings the row that has the focus. Unseen until asked for, and always there: in a box
 * of one pixel, because a table is never smaller than its rows and would be room to scroll into.
 */
export const Outline = memo(function Outline({ table, seen, onFocus }: Props) {
  const t = useWords()
  const { select } = useDo()
  const [at, setAt] = useState({ row: 0, column: 0 })
  const rows = [table.head, ...table.rows]

  const focus = (row: number, column: number, element: HTMLElement) => {
    const next = { row: Math.min(rows.length - 1, Math.max(0, row)), column: Math.min(table.head.length - 1, Math.max(0, column)) }
    setAt(next)
    element.closest('table')?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const move = MOVES[event.key]
    const element = event.target as HTMLElement
    if (move) {
      event.preventDefault()
      focus(at.row + move[0], at.column + move[1], element)
    } else if (event.key === 'Enter') {
      const target = rows[at.row]?.[at.column]?.selects
      if (target) select(target)
    } else return
    event.stopPropagation()
  }
  return (
    <div className={seen ? undefined : 'unseen'}>
      <table
        className="grid outline" role="grid" aria-label={t('outline.label')} onKeyDown={onKeyDown}
        onBlur={() => onFocus(null)}
      >
        <tbody>
          {rows.map((cells, r) => (
            <tr key={r}>
              {cells.map((cell, c) => {
                const Tag = r === 0 || c === 0 ? 'th' : 'td'
                return (
                  <Tag
                    key={c} data-cell={`${r}:${c}`} scope={r === 0 ? 'col' : c === 0 ? 'row' : undefined}
                    tabIndex={at.row === r && at.column === c ? 0 : -1}
                    onFocus={() => { setAt({ row: r, column: c }); onFocus(cell.row ?? null) }}
                    onClick={() => cell.selects && select(cell.selects)}
                  >
                    {cell.text}
                  </Tag>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}, (a, b) => a.seen === b.seen && a.onFocus === b.onFocus && saysSame(a.table, b.table))

/** The same words in the same places are about the same things. */
const saysSame = (a: OutlineTable, b: OutlineTable): boolean =>
  a.rows.length === b.rows.length && sameCells(a.head, b.head) && a.rows.every((cells, i) => sameCells(cells, b.rows[i]!))
const sameCells = (a: readonly OutlineCell[], b: readonly OutlineCell[]): boolean =>
  a.length === b.length && a.every(({ text }, i) => text === b[i]!.text)

/** `row`: what the stage rings while the focus is here. */
export interface OutlineCell { text: string; selects: Selection | null; row?: string }
export interface OutlineTable { head: readonly OutlineCell[]; rows: readonly (readonly OutlineCell[])[] }

const MOVES: Record<string, [row: number, column: number] | undefined> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99], PageUp: [-10, 0], PageDown: [10, 0],
}
