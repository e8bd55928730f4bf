import { FaultTray } from '../hands/FaultTray.tsx'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { Lagging, Leaderless, Pennant } from '../marks/Marks.tsx'
import type { Key } from '../i18n/index.ts'
import type { Zoom } from '../desk.ts'
import type { ReactNode } from 'react'
import { LEVELS } from './zoom.ts'

const samples: readonly (readonly [Key, ReactNode])[] = [
  ['replica.leader', <><rect x="10" y="3" width="20" height="10" fill="var(--leader)" /><Pennant x={2} y={1} /></>],
  ['replica.insync', <rect x="4" y="4" width="22" height="8" fill="var(--insync)" stroke="var(--insync-edge)" />],
  ['replica.lagging', <><rect x="10" y="4" width="20" height="8" fill="url(#lagging)" stroke="var(--lagging-edge)" /><Lagging x={4} y={8} /></>],
  ['replica.offline', <rect x="4" y="4" width="22" height="8" fill="none" stroke="var(--offline)" strokeDasharray="3 3" />],
  ['row.leaderless', <Leaderless x={16} y={8} />],
  [
    'legend.above',
    <><rect x="6" y="3" width="22" height="10" fill="url(#uncommitted)" stroke="var(--leader)" /><path d="M6 0v16" stroke="var(--ink)" strokeWidth="1.5" /></>,
  ],
  [
    'legend.segment',
    <><rect x="6" y="3" width="22" height="8" fill="var(--insync)" stroke="var(--insync-edge)" /><path d="M17 12v3" stroke="var(--ink-2)" /></>,
  ],
  ['ledger.lost', <rect x="6" y="3" width="20" height="10" fill="url(#lost)" stroke="var(--lost)" />],
]

/** The key, in the marks themselves, and the etched ruler of zoom levels. */
export const Legend = ({ zoom, records }: { zoom: Zoom; records: boolean }) => {
  const t = useWords()
  return (
    <footer className="legend">
      <ul aria-label={t('legend.label')}>
        {zoom !== 'fleet' && samples.map(([key, mark]) => <li key={key}><svg width="32" height="16" aria-hidden="true">{mark}</svg>{t(key)}</li>)}
      </ul>
      <span className="spring" />
      <FaultTray />
      <ZoomRuler zoom={zoom} records={records} />
    </footer>
  )
}

const ZoomRuler = ({ zoom, records }: { zoom: Zoom; records: boolean }) => {
  const t = useWords()
  const { set } = useDo()
  const outline = useDesk(state => state.settings.outline)
  return (
    <div className="zoom" role="group" aria-label={t('zoom.label')}>
      {LEVELS.map(stop => (
        <button
          key={stop} className="stop" aria-pressed={!outline && stop === zoom} disabled={stop === 'records' && !records}
          onClick={() => set({ zoom: stop, outline: false })}
        >
          <i aria-hidden="true" />{t(`zoom.${stop}`)}
        </button>
      ))}
      <button className="stop" aria-pressed={outline} onClick={() => set({ outline: !outline })}><i aria-hidden="true" />{t('zoom.table')}</button>
    </div>
  )
}
