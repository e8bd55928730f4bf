import { useEffect, useMemo, useState } from 'react'
import { annotator, type Annotate } from '../../session/segments.ts'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import { count } from '../format.ts'
import { useDo } from '../hooks.ts'
import { RowTable } from '../inspect/RowTable.tsx'
import { TakeAlong } from '../inspect/TakeAlong.tsx'
import { restAfter, useSettled } from '../inspect/use-settled.ts'
import { markOf } from '../internal/places.ts'
import { diffOf, firstByte, type Diff, type Held, type Pair } from './diff.ts'
import { written } from './show.ts'
import type { Say } from './words.ts'

type Files = Readonly<Record<string, Uint8Array>>
interface Props { view: ClusterView; partition: PartitionId; left: number; right: number; say: Say; onOpen(broker: number, offset: number): void }

/** Two replicas of one partition side by side, batch by batch. */
export const DiffView = ({ view, partition, left, right, say, onOpen }: Props) => {
  const diff = useDiff(view, partition, left, right)
  const [only, setOnly] = useState(true)
  const [chosen, setChosen] = useState<string | null>(null)
  if (!diff) return <p className="empty" role="status">{say('reading')}</p>
  const shown = only ? diff.pairs.filter(({ is }) => is !== null) : diff.pairs
  const picked = shown.find(({ base }) => String(base) === chosen)
  const lines = () => shown.map(({ base, is, left: a, right: b }) => ({ baseOffset: base, is: is ?? 'same', [`broker ${left}`]: a && cellOf(a), [`broker ${right}`]: b && cellOf(b) }))
  return (
    <div className="diff">
      <div className="bar">
        <p className="note" role="status">{verdictOf(diff, left, right, say)}</p>
        <span className="spring" />
        <label className="check"><input type="checkbox" checked={only} onChange={event => setOnly(event.target.checked)} /> {say('diff.only')}</label>
        <TakeAlong tab="segments" name={`${partition}-diff`} lines={lines} />
      </div>
      {shown.length === 0 ? <p className="empty">{say('diff.same')}</p> : (
        <RowTable
          label={say('diff.label', { left, right })} count={shown.length} chosen={chosen} more={n => say('more', { n })}
          columns={[{ id: 'base', title: 'baseOffset', isNumber: true }, { id: 'is', title: say('diff.is') }, ...[left, right].map(id => ({ id: String(id), title: `${say('broker')} ${id}` }))]}
          onChoose={setChosen}
          rowAt={index => {
            const pair = shown[index]!
            return { id: String(pair.base), className: pair.is === null ? 'faded' : '', cells: [count(pair.base), saidOf(pair, say), pair.left ? cellOf(pair.left) : '–', pair.right ? cellOf(pair.right) : '–'] }
          }}
        />
      )}
      {picked && (
        <p className="opens">
          {([[left, picked.left], [right, picked.right]] as const).map(([broker, held]) => held && (
            <button key={broker} className="link" onClick={() => onOpen(broker, picked.base)}>{say('diff.open', { broker, offset: count(picked.base) })}</button>
          ))}
        </p>
      )}
    </div>
  )
}

const cellOf = ({ base, last, epoch, crc, bytes, file, at }: Held): string => `${base}–${last} · epoch ${epoch} · crc ${written({ name: 'crc', value: crc })} · ${bytes.length} B · ${file.replace(/^0+(?=\d)/, '')}@${at}`

const saidOf = (pair: Pair, say: Say): string => pair.is === null ? say('diff.equal') : pair.is === 'bytes' ? say('diff.bytes', { at: firstByte(pair) ?? 0 }) : say(`diff.${pair.is}`)

function verdictOf({ first, ends: [a, b], onlyLeft, onlyRight }: Diff, left: number, right: number, say: Say): string {
  const ahead = a === b ? say('diff.even', { end: count(a) }) : say('diff.ahead', { broker: a > b ? left : right, n: count(Math.abs(a - b)), end: count(Math.max(a, b)) })
  const files = [...onlyLeft, ...onlyRight]
  return [first ? say('diff.first', { offset: count(first.base), is: saidOf(first, say) }) : say('diff.same'), ahead, ...files.length > 0 ? [say('diff.files', { files: files.join(', ') })] : []].join(' ')
}

const bytesIn = (files: readonly Files[]): number => files.flatMap(each => Object.values(each)).reduce((sum, { length }) => sum + length, 0)

const useDiff = (view: ClusterView, partition: PartitionId, left: number, right: number): Diff | null => {
  const { replicaFiles } = useDo()
  const [read, setRead] = useState<{ files: readonly Files[]; annotate: Annotate } | null>(null)
  const mark = useSettled(markOf(view, [{ partition, node: left }, { partition, node: right }]), restAfter(bytesIn(read?.files ?? [])))
  useEffect(() => {
    let wanted = true
    void Promise.all([replicaFiles(partition, left), replicaFiles(partition, right), annotator()]).then(([a, b, annotate]) => { if (wanted) setRead({ files: [a, b], annotate }) })
    return () => { wanted = false }
  }, [replicaFiles, partition, left, right, mark])
  return useMemo(() => read && diffOf(read.files[0]!, read.files[1]!, read.annotate), [read])
}
