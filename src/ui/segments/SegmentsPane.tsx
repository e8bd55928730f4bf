import '../inspect/inspect.css'
import './segments.css'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { annotator, ReplicaReading, type Annotate, type Folder, type Parts } from '../../session/segments.ts'
import { LOG_DIR } from '../../world/topology.ts'
import type { ClusterView, PartitionId } from '../../world/view.ts'
import { brokerProcess } from '../../world/view-helpers.ts'
import type { Selection } from '../desk.ts'
import { clock, count } from '../format.ts'
import { useBreakpoint, useDesk, useDo, useWorld } from '../hooks.ts'
import { CopyLink } from '../inspect/TakeAlong.tsx'
import { useInspected } from '../inspect/use-inspected.ts'
import { useSettled } from '../inspect/use-settled.ts'
import { markOf, METADATA, nodesOf } from '../internal/places.ts'
import type { Turning } from './Detail.tsx'
import { DiffView } from './DiffView.tsx'
import { FileBody } from './FileBody.tsx'
import { findOffset, foundBy, readFor, type Found, type LookUp } from './FindOffset.tsx'
import { flipsOf } from './met.ts'
import { useSay, type Say } from './words.ts'

interface Target { readonly partition: PartitionId; readonly broker: number }
type Sizes = Folder['sizes']

/** The files of the replica that is selected. */
export const SegmentsPane = () => {
  const say = useSay()
  const view = useWorld()
  const selection = useDesk(state => state.selection)
  const notKept = useDesk(state => state.trouble?.is === 'not-kept')
  const [target, setTarget] = useState<Target | null>(null)
  const wanted = (view && targetOf(view, selection)) ?? target ?? (view && firstOf(view))
  if (wanted && (wanted.partition !== target?.partition || wanted.broker !== target.broker)) setTarget(wanted)
  if (notKept) return <p className="empty">{say('not-kept')}</p>
  if (!view || !wanted) return <p className="empty">{say('choose')}</p>
  const offset = selection?.is === 'replica' ? selection.offset : undefined
  return <Replica key={`${wanted.partition}/${wanted.broker}`} view={view} target={wanted} offset={offset} say={say} />
}

function targetOf(view: ClusterView, selection: Selection | null): Target | null {
  if (selection?.is === 'replica') return { partition: selection.partition, broker: selection.broker }
  return selection?.is === 'partition' ? leaderOf(view, selection.partition) : null
}
const leaderOf = (view: ClusterView, partition: PartitionId): Target | null => {
  if (partition === METADATA) return { partition, broker: view.controller.active ?? nodesOf(view)[0]! }
  const [topic, index] = [partition.slice(0, partition.lastIndexOf('-')), Number(partition.slice(partition.lastIndexOf('-') + 1))]
  const leader = view.metadata.topics[topic]?.partitions[index]?.leader ?? Number(Object.keys(view.replicas[partition] ?? {})[0] ?? NaN)
  return Number.isNaN(leader) ? null : { partition, broker: leader }
}
const holdersOf = (view: ClusterView, partition: PartitionId): number[] =>
  partition === METADATA ? nodesOf(view) : Object.keys(view.replicas[partition] ?? {}).map(Number)
const firstOf = (view: ClusterView): Target | null => {
  const [first] = partitionsOf(view)
  return first ? leaderOf(view, first) : null
}
/** Kafka's own topics come last. */
const partitionsOf = (view: ClusterView): PartitionId[] =>
  [...Object.keys(view.replicas) as PartitionId[], ...nodesOf(view).length > 0 ? [METADATA] : []].sort((a, b) => Number(a.startsWith('__')) - Number(b.startsWith('__')) || (a < b ? -1 : 1))

const Replica = ({ view, target, offset, say }: { view: ClusterView; target: Target; offset: number | undefined; say: Say }) => {
  const { select, exportReplica, act } = useDo()
  const [of, ask] = useInspected('segments')
  const others = holdersOf(view, target.partition).filter(id => id !== target.broker), other = others.find(id => String(id) === of['with'])
  const time = useDesk(state => state.time)
  const fills = useDesk(state => state.layout.dockFills), isWide = useBreakpoint() === 'wide'
  const beside = of['wire'] ? of['wire'] === 'beside' : fills && isWide
  const [chosen, setChosen] = useState<string | null>(of['file'] ?? null)
  const { stored, lookUp, reload } = useStored(view, target, chosen)
  const [goal, setGoal] = useState<Found & { asked: number } | null>(null)
  const [table, setTable] = useState(false)
  const names = useMemo(() => Object.keys(stored?.sizes ?? {}).sort(), [stored?.sizes])
  const find = useCallback((found: Found) => {
    setChosen(found.file)
    setGoal(before => ({ ...found, asked: (before?.asked ?? 0) + 1 }))
  }, [setChosen, setGoal])
  const hasFiles = names.length > 0, shown = stored?.shown
  const isLed = useAddress(offset, hasFiles, lookUp, find)
  const leader = leaderOf(view, target.partition), machine = brokerProcess(view, target.broker)?.machine
  const turningAt = machine === undefined ? undefined : (at: number): Turning => {
    const bit = { machine, file: `${LOG_DIR}/${target.partition}/${shown?.file}`, at, bit: 0 }
    const isTurned = flipsOf(view, machine, target.partition).some(({ detail }) => detail['file'] === bit.file && detail['at'] === at && detail['bit'] === 0)
    return { at, isTurned, turn: () => act({ do: isTurned ? 'disk.unflip' : 'disk.flip', ...bit }) }
  }
  return (
    <div className="segments">
      <div className="bar">
        <select aria-label={say('partition')} value={target.partition} onChange={event => {
          const next = leaderOf(view, event.target.value as PartitionId)
          if (next) select({ is: 'replica', ...next })
        }}>{partitionsOf(view).map(id => <option key={id}>{id}</option>)}</select>
        <select
          aria-label={say('broker')} value={target.broker}
          onChange={event => select({ is: 'replica', partition: target.partition, broker: Number(event.target.value) })}
        >
          {holdersOf(view, target.partition).map(id => <option key={id} value={id}>{say('broker')} {id}{id === leader?.broker ? ' ⚑' : ''}</option>)}
        </select>
        {others.length > 0 && (
          <select aria-label={say('diff.with')} value={other ?? ''} onChange={event => ask({ with: event.target.value })}>
            <option value="">{say('diff.none')}</option>{others.map(id => <option key={id} value={id}>≠ {say('broker')} {id}</option>)}
          </select>
        )}
        <span className="spring" />
        {time.now < time.head && <span className="dim">{say('later', { now: clock(time.head), shown: clock(time.now) })}</span>}
        <button className="btn quiet small" aria-pressed={beside} title={say('wire.is')} onClick={() => ask({ wire: beside ? 'off' : 'beside' })}>{say('wire')}</button>
        <button className="btn quiet small" aria-pressed={table} onClick={() => setTable(!table)}>{say('table')}</button>
        <CopyLink tab="segments" />
        <button className="btn quiet small" onClick={reload}>{say('reload')}</button>
        <button className="btn quiet small" disabled={!hasFiles} onClick={() => exportReplica(target.partition, target.broker)}>{say('download')}</button>
      </div>
      {other !== undefined ? (
        <DiffView
          key={other} view={view} partition={target.partition} left={target.broker} right={other} say={say}
          onOpen={(broker, offset) => { ask({ with: '' }); select({ is: 'replica', partition: target.partition, broker, offset }) }}
        />
      ) : stored === null ? <p className="empty" role="status">{say('reading')}</p> : !hasFiles ? <p className="empty">{say('nothing')}</p> : (
        <>
          <Strip names={names} sizes={stored.sizes} shown={fileOf(names, chosen)!} say={say} onChoose={name => { setChosen(name); setGoal(null); ask({ file: name }) }} />
          {shown && isLed && (
            <FileBody
              key={shown.file} {...{ view, table, beside, say, lookUp, ...shown, ...target, ...turningAt && { turningAt } }} goal={goal?.file === shown.file ? goal : null}
              onLink={at => select({ is: 'replica', ...target, offset: at })} onFound={found => { find(found); ask({ file: found.file }) }}
            />
          )}
        </>
      )}
    </div>
  )
}

/** Segments by their base offset, then what stands beside them. */
const Strip = ({ names, sizes, shown, say, onChoose }: { names: readonly string[]; sizes: Sizes; shown: string; say: Say; onChoose(name: string): void }) => {
  const active = names.findLast(name => name.endsWith('.log'))
  return (
    <ul className="strip scroll" aria-label={say('files')}>
      {names.map(name => (
        <li key={name}>
          <button aria-pressed={name === shown} onClick={() => onChoose(name)}>
            <b className="mono">{name}</b><span>{say('size', { n: count(sizes[name]!) })}{name === active ? ` · ${say('active')}` : ''}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What was chosen while it is there, else the active segment. */
const fileOf = (names: readonly string[], chosen: string | null): string | undefined =>
  chosen !== null && names.includes(chosen) ? chosen : names.findLast(name => name.endsWith('.log')) ?? names[0]

/** Follows an address once, and not whenever the file grows. False while it is not yet known where the first one leads. */
function useAddress(offset: number | undefined, hasFiles: boolean, lookUp: LookUp, find: (found: Found) => void): boolean {
  const [isLed, setLed] = useState(offset === undefined)
  useEffect(() => {
    if (offset === undefined || !hasFiles) return
    let wanted = true
    void lookUp(offset).then(looked => {
      if (!wanted) return
      const found = looked && foundBy(looked)
      if (found) find(found)
      setLed(true)
    })
    return () => { wanted = false }
  }, [offset, hasFiles, lookUp, find])
  return isLed
}

/** One of the files, and what its bytes are. */
interface ShownFile { readonly file: string; readonly bytes: Uint8Array; readonly parts: Parts }
/** A folder with the one file of it that is shown. */
interface Stored { readonly sizes: Sizes; readonly shown: ShownFile | null }

/** The folder of a replica, read when something may have happened to it, at most once a second, and of it what is new. */
const useStored = (view: ClusterView, { partition, broker }: Target, chosen: string | null): { stored: Stored | null; lookUp: LookUp; reload: () => void } => {
  const { replicaParts } = useDo()
  const [reading] = useState(() => new ReplicaReading(wanted => replicaParts(partition, broker, wanted)))
  const [annotating] = useState(annotator)
  const [stored, setStored] = useState<Stored | null>(null)
  const [wish, setWish] = useState(0)
  const flips = flipsOf(view, brokerProcess(view, broker)?.machine, partition).map(({ id }) => id).join()
  const due = useSettled(`${useDesk(state => state.forks.tracks.open)} ${view.now} ${flips} ${view.replicas[partition]?.[broker]?.start} ${markOf(view, [{ partition, node: broker }])}`)
  useEffect(() => {
    let wanted = true
    const read = async () => {
      const annotate = await annotating, folder = await reading.read(names => [fileOf(names, chosen) ?? []].flat())
      if (wanted) setStored(before => storedOf(folder, annotate, before))
    }
    void read()
    return () => { wanted = false }
  }, [reading, annotating, chosen, due, wish])
  const lookUp = useCallback<LookUp>(async offset => {
    const { bytes } = await reading.read((names, held) => [...held, ...readFor(names, offset)])
    return findOffset(bytes, offset)
  }, [reading])
  return { stored, lookUp, reload: () => setWish(wish + 1) }
}

/** A log that only grew is read on from where it ended. */
function storedOf({ sizes, bytes: read }: Folder, annotate: Annotate, before: Stored | null): Stored {
  const [[file, bytes] = []] = Object.entries(read)
  if (file === undefined || !bytes) return { sizes, shown: null }
  if (before?.shown?.file !== file) return { sizes, shown: { file, bytes, parts: annotate(file, bytes) } }
  return before.shown.bytes === bytes ? before.sizes === sizes ? before : { sizes, shown: before.shown } : { sizes, shown: { file, bytes, parts: annotate(file, bytes, before.shown.parts) } }
}
