import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { kindOf, type Parts } from '../../session/segments.ts'
import { Detail, type Turning } from './Detail.tsx'
import { FieldTree } from './FieldTree.tsx'
import { HexView } from './HexView.tsx'
import { above, fieldAt, isFoldable, rowOf, rowOfOffset, rowsOf, type Row, type Space } from './rows.ts'
import { TableTwin } from './TableTwin.tsx'
import type { Say } from './words.ts'

interface Props {
  file: string
  bytes: Uint8Array
  parts: Parts
  /** What to go to: an offset in the batch that begins at a byte. */
  goal: { batchAt: number; offset: number } | null
  table: boolean
  say: Say
  /** Null: there is nothing to link to. */
  onLink: ((offset: number) => void) | null
  /** What turns a bit of a byte over; left out where the bytes are no file's. */
  turningAt?: (at: number) => Turning
  /** The row that another view of the same bytes leads to: gone to once, whenever it is another. */
  led?: string | undefined
  onChosen?(id: string): void
}

/** One file: its bytes on one side, its fields on the other; what is chosen or pointed at in one is marked in the other. */
export const FileView = ({ file, bytes, parts, goal, table, say, onLink, turningAt, led, onChosen }: Props) => {
  const top = useMemo<Space>(() => ({ root: '', bytes, parts }), [bytes, parts])
  const [begin] = useState(() => beginning(top, goal))
  const [open, setOpen] = useState<ReadonlySet<string>>(begin.open)
  const [chosen, setChosen] = useState(begin.chosen)
  const [at, setAt] = useState(begin.at)
  const [pointed, setPointed] = useState<Row | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(top, open), [top, open])
  const row = rowOf(rows, chosen) ?? null
  const space = row?.space ?? top

  const unfold = (...ids: string[]) => setOpen(before => new Set([...before, ...ids]))
  /** A row wherever it is, unfolded, if there is one. */
  const goTo = (id: string) => {
    const way = new Set([...open, ...above(id), id]), found = rowOf(rowsOf(top, way), id)
    if (!found) return
    setOpen(way)
    setChosen(id)
    setAt(found.node.from)
  }
  const [followed, follow] = useState(goal ? led : undefined)
  if (led !== followed) {
    follow(led)
    if (led !== undefined && led !== chosen) goTo(led)
  }
  useEffect(() => onChosen?.(chosen), [chosen]) // oxlint-disable-line react-hooks/exhaustive-deps -- told once a choice, whoever listens
  const detail = useId()
  const choose = (id: string) => {
    setChosen(id)
    const next = rowOf(rows, id)
    if (next) setAt(next.node.from)
  }
  const chooseByte = (byte: number) => {
    const id = fieldAt(space, byte)
    if (id === null) return
    unfold(...above(id))
    setChosen(id)
    setAt(byte)
  }
  const point = (byte: number | null) => {
    const id = byte === null ? null : fieldAt(space, byte)
    setPointed(id === null ? null : rowOf(rowsOf(top, new Set([...open, ...above(id)])), id) ?? null)
  }
  if (bytes.length === 0) return <p className="empty">{say('empty', { why: say(kindOf(file).endsWith('index') ? 'empty.index' : 'empty.other') })}</p>
  const inSame = pointed?.space.root === space.root ? pointed.node : null
  return (
    <div className="fileview">
      <div className="halves">
        <div className="half">
          {space.root !== '' && (
            <p className="spacename">
              {say('expanded', { n: space.bytes.length })} <button className="link" onClick={() => choose(space.root)}>{say('stored')}</button>
            </p>
          )}
          <HexView
            described={detail} space={space} label={say('bytes', { file })} at={at} chosen={row?.node ?? null} isGroup={row?.node.parts !== undefined} pointed={inSame}
            onByte={chooseByte} onPoint={point} onEnter={() => { if (row && isFoldable(row.node)) unfold(row.id); tree.current?.focus() }}
          />
        </div>
        {table ? <TableTwin parts={parts} label={say('fields', { file })} say={say} /> : (
          <FieldTree
            described={detail} rows={rows} open={open} chosen={chosen} label={say('fields', { file })} say={say} focus={tree} onChoose={choose} onPoint={setPointed}
            onFold={(id, isOpen) => setOpen(before => isOpen ? new Set([...before, id]) : new Set([...before].filter(each => each !== id)))}
          />
        )}
      </div>
      <Detail id={detail} row={pointed ?? row} say={say} onLink={onLink} turning={turningAt && space.root === '' ? turningAt(at) : null} />
    </div>
  )
}

/** What is unfolded and chosen when a file opens: the record one came for, or the first batch. */
function beginning(top: Space, goal: Props['goal']): { open: ReadonlySet<string>; chosen: string; at: number } {
  if (!goal) return { open: new Set(['0']), chosen: '0', at: 0 }
  const chosen = rowOfOffset(top, goal.batchAt, goal.offset), open = new Set([...above(chosen), chosen])
  return { open, chosen, at: rowOf(rowsOf(top, open), chosen)?.node.from ?? goal.batchAt }
}
