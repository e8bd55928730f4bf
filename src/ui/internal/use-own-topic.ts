import { useEffect, useMemo, useState } from 'react'
import { ownReader, type MetadataLog, type OwnLog, type OwnRow, type OwnTopic } from '../../session/internal.ts'
import type { ClusterView } from '../../world/view.ts'
import { useDo } from '../hooks.ts'
import { useSettled } from '../inspect/use-settled.ts'
import { markOf, sourcesOf, type Source } from './places.ts'

/** A record, and the folder it was read from. */
export interface Row extends OwnRow, Source { readonly id: string }

export interface Read {
  /** The newest first; null while they are read. */
  readonly rows: readonly Row[] | null
  readonly damage: readonly { readonly from: Source; readonly file: string; readonly because: string }[]
  readonly imageAt: MetadataLog['imageAt'] | null
}
const READING: Read = { rows: null, damage: [], imageAt: null }

/** One of Kafka's own topics, read anew when one of its logs has grown. */
export function useOwnTopic(view: ClusterView, topic: OwnTopic, node: number | null): Read {
  const { replicaFiles } = useDo()
  const now = useMemo(() => sourcesOf(view, topic, node), [view, topic, node])
  const mark = useSettled(`${topic} ${markOf(view, now)}`)
  const [read, setRead] = useState<{ mark: string; read: Read }>({ mark: '', read: READING })
  useEffect(() => {
    let wanted = true
    const sources = sourcesIn(mark)
    const all = async (): Promise<Read> => {
      const reader = await ownReader()
      const logs = await Promise.all(sources.map(async from => ({ from, log: reader(mark.split(' ')[0] as OwnTopic, await replicaFiles(from.partition, from.node)) })))
      return together(logs)
    }
    void all().then(done => { if (wanted) setRead({ mark, read: done }) })
    return () => { wanted = false }
  }, [mark, replicaFiles])
  return read.mark.split(' ')[0] === topic ? read.read : READING
}

/** What `markOf` wrote down. */
const sourcesIn = (mark: string): Source[] => mark.split(' ').slice(1).filter(Boolean).map(each => {
  const [, partition, node] = /^(.*)@(\d+):\d+$/.exec(each)!
  return { partition: partition as Source['partition'], node: Number(node) }
})

function together(logs: readonly { from: Source; log: OwnLog | MetadataLog }[]): Read {
  const rows = logs.flatMap(({ from, log }) => log.rows.map((row): Row => ({ ...row, ...from, id: `${from.partition}@${row.offset}` })))
  const metadata = logs.map(({ log }) => log).find((log): log is MetadataLog => 'imageAt' in log)
  return {
    rows: rows.sort((a, b) => b.timestamp - a.timestamp || (a.partition === b.partition ? b.offset - a.offset : a.partition < b.partition ? -1 : 1)),
    damage: logs.flatMap(({ from, log }) => log.damage ? [{ from, ...log.damage }] : []), imageAt: metadata?.imageAt ?? null,
  }
}
