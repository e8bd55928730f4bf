import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

export interface Shown { readonly id: string; readonly isNumber?: true; readonly title: string }
export interface Drawn { readonly id: string; readonly cells: readonly ReactNode[]; readonly className?: string }

interface Props {
  label: string
  columns: readonly Shown[]
  /** Drawn when they are in sight of the person, a screenful of them at a time. */
  count: number
  rowAt(index: number): Drawn
  chosen: string | null
  onChoose(id: string): void
  /** `{n}` more. */
  more(n: number): string
}

const AT_ONCE = 200

/** Rows to choose from, by pointer or by arrow keys; long tables are drawn a piece at a time. */
export const RowTable = ({ label, columns, count, rowAt, chosen, onChoose, more }: Props) => {
  const [drawn, setDrawn] = useState(AT_ONCE)
  const box = useRef<HTMLDivElement>(null)
  const rows = Array.from({ length: Math.min(drawn, count) }, (_, index) => rowAt(index))
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!by || event.target !== box.current) return
    event.preventDefault()
    const at = rows.findIndex(row => row.id === chosen)
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
    if (!next) return
    onChoose(next.id)
    box.current.querySelector(`[data-id="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className="rowtable scroll" ref={box} tabIndex={0} role="region" aria-label={label} onKeyDown={onKeyDown}>
      <table>
        <thead><tr>{columns.map(({ id, title, isNumber }) => <th key={id} scope="col" className={isNumber && 'num'}>{title}</th>)}</tr></thead>
        <tbody>
          {rows.map(({ id, cells, className = '' }) => (
            <tr key={id} data-id={id} className={`${className} ${id === chosen ? 'chosen' : ''}`} onClick={() => onChoose(id)}>
              {cells.map((cell, i) => <td key={columns[i]!.id} className={columns[i]!.isNumber && 'num'}>{i === 0 ? <button className="link" tabIndex={-1} aria-pressed={id === chosen}>{cell}</button> : cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {count > drawn && <button className="link more" onClick={() => setDrawn(drawn + AT_ONCE)}>{more(count - drawn)}</button>}
    </div>
  )
}
