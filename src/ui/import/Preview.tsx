import type { ForeignFolder, ForeignPartition } from '../../world/import/folder.ts'
import { brokerRuns } from '../../world/view-helpers.ts'
import { bytes, count } from '../format.ts'
import { useWords, useWorld } from '../hooks.ts'

/** What was found, before anything is done. */
export const Preview = ({ folder: { partitions, groups } }: { folder: ForeignFolder }) => {
  const t = useWords()
  const view = useWorld()
  const there = new Set(partitions.map(each => each.topic).filter(topic => view?.metadata.topics[topic]))
  const brokers = Object.keys(view?.metadata.brokers ?? {}).filter(id => brokerRuns(view!, Number(id)))
  const cut = partitions.reduce((sum, { segments }) => sum + segments.at(-1)!.cutBytes, 0)
  return (
    <div className="importfound scroll" tabIndex={0} role="region" aria-label={t('import.found')}>
      {partitions.length > 0 && <div className="scroll"><Partitions partitions={partitions} /></div>}
      {groups.length > 0 && <div className="scroll"><Groups groups={groups} /></div>}
      {[...there].map(topic => <p key={topic} className="note refused">{t('import.there', { topic })}</p>)}
      {cut > 0 && <p className="note">{t('import.cut', { bytes: bytes(cut) })}</p>}
      {partitions.length > 0 && <p className="note">{t('import.stops', { brokers: brokers.join(', ') })}</p>}
    </div>
  )
}

const Partitions = ({ partitions }: { partitions: readonly ForeignPartition[] }) => {
  const t = useWords()
  return (
    <table className="grid">
      <thead>
        <tr>
          <th>{t('stage.partitions')}</th>
          <th className="num">{t('import.segments')}</th>
          <th className="num">{t('import.records')}</th>
          <th className="num">{t('import.offsets')}</th>
          <th className="num">{t('import.bytes')}</th>
          <th>{t('import.times')}</th>
        </tr>
      </thead>
      <tbody>
        {partitions.map(({ topic, partition, segments, records, start, end, bytes: size, times }) => (
          <tr key={`${topic}-${partition}`}>
            <td>{topic}-{partition}</td>
            <td className="num">{count(segments.length)}</td>
            <td className="num">{count(records)}</td>
            <td className="num">{end === start ? '–' : `${count(start)}–${count(end - 1)}`}</td>
            <td className="num">{bytes(size)}</td>
            <td>{times ? `${moment(times.from)} – ${moment(times.to)}` : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Groups = ({ groups }: { groups: ForeignFolder['groups'] }) => {
  const t = useWords()
  return (
    <table className="grid">
      <thead><tr><th>{t('import.group')}</th><th>{t('groups.committed')}</th></tr></thead>
      <tbody>
        {groups.map(({ group, commits }) => (
          <tr key={group}>
            <td>{group}</td>
            <td className="wrap">{commits.map(({ topic, partition, offset }) => `${topic}-${partition} ${count(offset)}`).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 2026-11-21 06:38, in UTC; as it stands where no calendar goes that far. */
const moment = (ms: number): string => Math.abs(ms) > 8.64e15 ? String(ms) : new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
