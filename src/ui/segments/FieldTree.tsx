import { useEffect, type KeyboardEvent, type Ref } from 'react'
import { isFoldable, parentOf, rowsBetween, type Row, type Rows } from './rows.ts'
import { written } from './show.ts'
import { useInSight } from './window.ts'
import type { Say } from './words.ts'

interface Props {
  /** Id of what says more of the field; rows take theirs from it. */
  described: string
  rows: Rows
  open: ReadonlySet<string>
  chosen: string
  label: string
  say: Say
  focus: Ref<HTMLDivElement>
  onChoose(id: string): void
  onFold(id: string, open: boolean): void
  onPoint(row: Row | null): void
}

const ROW = 22
const idFor = (tree: string, id: string): string => `${tree}-${id.replaceAll('/', '-')}`

/** Fields as a tree. One stop for Tab; the arrows go from row to row, right and left unfold and fold. */
export const FieldTree = ({ described, rows, open, chosen, label, say, focus, onChoose, onFold, onPoint }: Props) => {
  const at = rows.indexOf(chosen)
  const { ref, first, last, onScroll, reveal } = useInSight(rows.length, ROW)
  useEffect(() => { if (at >= 0) reveal(at) }, [at, reveal])
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows.at(at)
    if (!row || !act(event.key, row, rows, at, { open, onChoose, onFold })) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="fields">
      <div className="fieldhead" aria-hidden><span>{say('head.field')}</span><span>{say('head.bytes')}</span><span>{say('head.value')}</span></div>
      <div className="scroll" ref={ref} onScroll={onScroll}>
        <div
          ref={focus} role="tree" aria-label={label} tabIndex={0} aria-activedescendant={at >= 0 ? idFor(described, chosen) : undefined} aria-describedby={described}
          style={{ height: rows.length * ROW, paddingTop: first * ROW }} onKeyDown={onKeyDown} onPointerLeave={() => onPoint(null)}
        >
          {rowsBetween(rows, first, last).map(row => (
            <Field key={row.id} tree={described} row={row} isOpen={open.has(row.id)} isChosen={row.id === chosen} onChoose={onChoose} onFold={onFold} onPoint={onPoint} />
          ))}
        </div>
      </div>
    </div>
  )
}

type FieldProps = Pick<Props, 'onChoose' | 'onFold' | 'onPoint'> & { tree: string; row: Row; isOpen: boolean; isChosen: boolean }
const Field = ({ tree, row, isOpen, isChosen, onChoose, onFold, onPoint }: FieldProps) => {
  const { id, node, depth, index, of } = row, foldable = isFoldable(node)
  return (
    <div
      id={idFor(tree, id)} role="treeitem" aria-level={depth} aria-setsize={of} aria-posinset={index + 1} aria-selected={isChosen}
      aria-expanded={foldable ? isOpen : undefined} className="field" style={{ height: ROW }}
      onClick={() => { onChoose(id); if (foldable) onFold(id, !isOpen || !isChosen) }} onPointerEnter={() => onPoint(row)}
    >
      <span className="name" style={{ paddingLeft: `calc(${depth - 1} * var(--indent, 12px))` }}><i aria-hidden>{foldable ? isOpen ? '▾' : '▸' : ''}</i>{node.name}</span>
      <span className="num">{node.to - node.from}</span>
      <span className="value">{written(node)}</span>
    </div>
  )
}

/** What a key does on a row; false when it is none of the tree's. */
function act(key: string, row: Row, rows: Rows, at: number, { open, onChoose, onFold }: Pick<Props, 'open' | 'onChoose' | 'onFold'>): boolean {
  const go = (to: number): boolean => { onChoose(rows.at(Math.max(0, Math.min(rows.length - 1, to)))!.id); return true }
  const fold = (isOpen: boolean): boolean => { onFold(row.id, isOpen); return true }
  const isOpen = open.has(row.id), foldable = isFoldable(row.node)
  switch (key) {
    case 'ArrowDown': return go(at + 1)
    case 'ArrowUp': return go(at - 1)
    case 'PageDown': return go(at + 10)
    case 'PageUp': return go(at - 10)
    case 'Home': return go(0)
    case 'End': return go(rows.length - 1)
    case 'Enter': return foldable && fold(!isOpen)
    case 'ArrowRight': return foldable && (isOpen ? go(at + 1) : fold(true))
    case 'ArrowLeft': return isOpen ? fold(false) : row.depth > 1 && go(rows.indexOf(parentOf(row.id)))
    default: return false
  }
}
