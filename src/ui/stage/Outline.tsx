import { useState, type KeyboardEvent } from 'react'
import { change, count } from '../format.ts'
import { useDo, useWords } from '../hooks.ts'
import type { Translate } from '../i18n/index.ts'
import type { Selection } from '../desk.ts'
import { stateKey } from './Jars.tsx'
import type { StageModel } from './model.ts'
import { lagOf } from './model-clients.ts'
import type { ReplicaMark, Row } from './model-rows.ts'
import { ids } from './stage-props.ts'

/**
 * The stage as a table: the same facts in words, for screen readers and for the keyboard. Arrows move between cells,
 * Enter selects; the stage rings the row that has the focus. Unseen until asked for, and always there.
 */
export const Outline = ({ model, seen, onFocus }: { model: StageModel; seen: boolean; onFocus(partition: string | null): void }) => {
  const t = useWords()
  const { select } = useDo()
  const table = outlineOf(t, model)
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
    <table
      className={seen ? 'grid outline' : 'grid outline unseen'} role="grid" aria-label={t('outline.label')} onKeyDown={onKeyDown}
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
  )
}

const MOVES: Record<string, [row: number, column: number] | undefined> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -99], End: [0, 99], PageUp: [-10, 0], PageDown: [10, 0],
}

export interface OutlineCell { text: string; selects: Selection | null; row?: string }

/** Head and rows of the twin: every mark of the stage, said. */
export const outlineOf = (t: Translate, model: StageModel): { head: OutlineCell[]; rows: OutlineCell[][] } => ({
  head: [
    { text: t('stage.partitions'), selects: null },
    ...model.brokers.map(b => ({
      text: `${t('broker.name', { id: b.id })} · ${t(stateKey[b.state])}${b.quorum === 'active' ? ` · ${t('controller')}` : ''}`,
      selects: { is: 'broker', broker: b.id } as const,
    })),
    ...model.readers.map(r => ({ text: `${r.title} · ${r.state}`, selects: r.kind === 'group' ? { is: 'group', group: r.id } as const : null })),
  ],
  rows: model.rows.map(row => [
    { text: rowWords(t, row), selects: { is: 'partition', partition: row.partition }, row: row.partition },
    ...model.brokers.map(b => {
      const mark = row.replicas.find(r => r.broker === b.id)
      return mark
        ? { text: replicaWords(t, row, mark), selects: { is: 'replica', partition: row.partition, broker: b.id } as const, row: row.partition }
        : { text: '–', selects: null, row: row.partition }
    }),
    ...model.readers.map(r => ({
      text: lagWords(t, lagOf(r, row)), selects: r.kind === 'group' ? { is: 'group', group: r.id } as const : null,
      row: row.partition,
    })),
  ]),
})

const rowWords = (t: Translate, row: Row): string =>
  `${row.partition} · ${row.leaderless ? t('row.leaderless') : `ISR ${ids(row.isr)}`}${row.underMinIsr
    ? ` < min ${row.minIsr} · ${t('row.refused')}`
    : ''}${row.lost ? ` · ${t('row.lost', { n: count(row.lost) })}` : ''}`

const replicaWords = (t: Translate, row: Row, mark: ReplicaMark): string => {
  const state = t(`replica.${mark.state}`)
  const pennant = mark.leads && mark.state !== 'leader' ? ` · ${t('replica.leader')}` : mark.preferred ? ` · ${t('replica.preferred')}` : ''
  return mark.state === 'leader'
    ? `${state}${pennant} · HW ${count(row.hw)} · LEO ${count(mark.end)}`
    : `${state}${pennant} · LEO ${count(mark.end)} · ${change(-mark.behind)}`
}
const lagWords = (t: Translate, lag: number | null | undefined): string =>
  lag === undefined ? '–' : lag === null ? t('lag.unknown') : `${t('lag')} ${count(lag)}`
