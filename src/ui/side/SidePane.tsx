import './side.css'
import { memo, useCallback, useRef, type ReactNode } from 'react'
import type { ClusterView } from '../../world/view.ts'
import type { Selection } from '../desk.ts'
import { linesFor } from '../commands/command-lines.ts'
import { useDesk, useDeskStore, useDo, useWords } from '../hooks.ts'
import { CloseIcon } from '../marks/Icons.tsx'
import { CommandLines } from '../shell/CommandLine.tsx'
import { useEntry } from '../shell/entry.ts'
import { BrokerPane } from './BrokerPane.tsx'
import { EventPane } from './EventPane.tsx'
import { FramePane } from './FramePane.tsx'
import { GroupSummary } from './GroupSummary.tsx'
import { LinkPane } from './LinkPane.tsx'
import { PartitionPane } from './PartitionPane.tsx'
import { ControllerPane, ProcessPane } from './ProcessPane.tsx'
import type { Sentence } from './sentences.ts'

/** What is selected: sentence first, then picture, then table, then links, then actions. */
export const SidePane = memo(({ selection }: { selection: Selection }) => {
  const view = useDesk(state => state.view)
  const pane = useRef<HTMLDivElement>(null)
  useEntry('side', useCallback(() => pane.current?.focus(), []))
  return view && <div className="side scroll" id="side" tabIndex={-1} ref={pane}>{paneOf(view, selection)}<Lines /></div>
})

/** The command lines behind the buttons, and those that describe what is selected. */
const Lines = () => {
  const t = useWords()
  const door = useDo()
  const store = useDeskStore()
  return <CommandLines lines={linesFor({ state: store.getState(), do: door }).map(({ label, values, line }) => ({ label: t(label, values), line }))} />
}

const paneOf = (view: ClusterView, selection: Selection): ReactNode => {
  switch (selection.is) {
    case 'partition': case 'replica': return <PartitionPane view={view} selection={selection} />
    case 'broker': return <BrokerPane view={view} id={selection.broker} />
    case 'controller': return <ControllerPane view={view} node={selection.node} />
    case 'process': return <ProcessPane view={view} name={selection.process} />
    case 'group': return <GroupSummary view={view} group={selection.group} />
    case 'frame': return <FramePane view={view} selection={selection} />
    case 'event': return <EventPane seq={selection.seq} />
    case 'link': return <LinkPane view={view} from={selection.from} to={selection.to} />
  }
}

export const Head = ({ title, children }: { title: string; children?: ReactNode }) => {
  const t = useWords()
  const { select } = useDo()
  return (
    <header className="sidehead">
      <h2>{title}</h2>{children}<span className="spring" />
      <button aria-label={t('do.clear')} onClick={() => select(null)}><CloseIcon /></button>
    </header>
  )
}
/** The first sentence carries; the rest explains. */
export const Says = ({ sentences }: { sentences: readonly Sentence[] }) => {
  const t = useWords()
  return <p className="note">{sentences.map((s, i) => i === 0
    ? <b key={s.key}>{t(s.key, s.values)} </b>
    : <span key={`${s.key}${i}`}>{t(s.key, s.values)} </span>)}</p>
}
export const Facts = ({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) => (
  <table className="facts"><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td>{value}</td></tr>)}</tbody></table>
)
export const Gone = ({ title }: { title: string }) => {
  const t = useWords()
  return <><Head title={title} /><p className="note">{t('side.gone')}</p></>
}
