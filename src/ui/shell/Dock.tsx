import { lazy, Suspense, type KeyboardEvent, type ReactNode } from 'react'
import type { DockTab } from '../desk.ts'
import { GroupPane } from '../group/GroupPane.tsx'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { LogPane } from '../log/LogPane.tsx'
import { LedgerTable } from './Ledger.tsx'

const SegmentsPane = lazy(() => import('../segments/SegmentsPane.tsx').then(({ SegmentsPane }) => ({ default: SegmentsPane })))

const WirePane = lazy(() => import('../wire/WirePane.tsx').then(({ WirePane }) => ({ default: WirePane })))
const TerminalPane = lazy(() => import('../terminal/TerminalPane.tsx'))

/** Under the stage: log, editor, terminal, groups, segments, ledger. The editor is handed in, because it is loaded when first opened. */
export const Dock = ({ editor }: { editor: ReactNode }) => {
  const t = useWords()
  const { arrange } = useDo()
  const { tab, dockOpen } = useDesk(state => state.layout)
  const tabs: DockTab[] = editor ? ['editor', 'terminal', 'log', 'groups', 'segments', 'wire', 'ledger'] : ['log', 'groups', 'segments', 'wire', 'ledger']
  const shown = tabs.includes(tab) ? tab : 'log'
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (!by) return
    const next = tabs[(tabs.indexOf(shown) + by + tabs.length) % tabs.length]!
    arrange({ tab: next })
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div className="dock">
      <div className="tabs">
        <div role="tablist" onKeyDown={onKeyDown}>
          {tabs.map(id => (
            <button
              key={id} id={`tab-${id}`} role="tab" aria-selected={dockOpen && id === shown} aria-controls="dock-panel"
              tabIndex={id === shown ? 0 : -1} onClick={() => arrange({ tab: id, dockOpen: true })}
            >{t(`dock.${id}`)}</button>
          ))}
        </div>
        <span className="spring" />
        <button className="tool" aria-expanded={dockOpen} onClick={() => arrange({ dockOpen: !dockOpen })}>
          {t(dockOpen ? 'dock.fold' : 'dock.open')}
        </button>
      </div>
      {dockOpen && (
        <div className="dockbody" id="dock-panel" role="tabpanel" tabIndex={-1} aria-labelledby={`tab-${shown}`}>
          {shown === 'log' ? <LogPane /> : shown === 'terminal' ? <Suspense><TerminalPane /></Suspense> : shown === 'groups' ? <GroupPane /> : shown === 'segments' ? <Suspense><SegmentsPane /></Suspense>
            : shown === 'wire' ? <Suspense><WirePane /></Suspense> : shown === 'ledger' ? <LedgerTable /> : editor}
        </div>
      )}
    </div>
  )
}
