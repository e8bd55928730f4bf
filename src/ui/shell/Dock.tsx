import { lazy, Suspense, useEffect, useRef, type ComponentType, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { TABS } from '../commands/open-tab.ts'
import type { DockTab } from '../desk.ts'
import { useBreakpoint, useDesk, useDo, useNextFrame, useWords } from '../hooks.ts'
import { LogPane } from '../log/LogPane.tsx'
import { Missed } from '../missed.tsx'
import { entry } from './entry.ts'
import { LedgerTable } from './LedgerTable.tsx'

const GroupPane = lazy(() => import('../group/GroupPane.tsx').then(({ GroupPane }) => ({ default: GroupPane })))
const SegmentsPane = lazy(() => import('../segments/SegmentsPane.tsx').then(({ SegmentsPane }) => ({ default: SegmentsPane })))
const WirePane = lazy(() => import('../wire/WirePane.tsx').then(({ WirePane }) => ({ default: WirePane })))
const MetricsPane = lazy(() => import('../metrics/MetricsPane.tsx').then(({ MetricsPane }) => ({ default: MetricsPane })))
const ConfigsPane = lazy(() => import('../configs/ConfigsPane.tsx').then(({ ConfigsPane }) => ({ default: ConfigsPane })))
const InternalPane = lazy(() => import('../internal/InternalPane.tsx').then(({ InternalPane }) => ({ default: InternalPane })))
const TerminalPane = lazy(() => import('../terminal/TerminalPane.tsx'))

/** All but the editor, which is handed in. */
const PANES: Readonly<Record<Exclude<DockTab, 'editor'>, ComponentType>> = {
  terminal: TerminalPane, log: LogPane, groups: GroupPane, segments: SegmentsPane, wire: WirePane, metrics: MetricsPane, configs: ConfigsPane, internal: InternalPane, ledger: LedgerTable,
}

/** For a finger a keyboard would come up over half the page. */
const isTouch = ({ nativeEvent }: MouseEvent): boolean => 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch'

/** Under the stage, a pane at a time. The editor is handed in, because it is loaded when first opened. */
export const Dock = ({ editor }: { editor: ReactNode }) => {
  const t = useWords()
  const { arrange } = useDo()
  const narrow = useBreakpoint() === 'narrow'
  const { tab, dockOpen, dockFills } = useDesk(state => state.layout)
  const tabs = editor ? TABS : TABS.slice(TABS.indexOf('log'))
  const shown = tabs.includes(tab) ? tab : 'log'
  const drawn = useNextFrame(dockOpen ? shown : null)
  const list = useRef<HTMLDivElement>(null)
  // a narrow page has not room for all tabs at once
  useEffect(() => { if (narrow) list.current?.querySelector(`#tab-${shown}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }) }, [shown, narrow])
  const open = (tab: DockTab, by: MouseEvent) => {
    arrange({ tab, dockOpen: true })
    if (!isTouch(by)) entry.ask(tab)
  }
  const toggle = (by: MouseEvent) => dockOpen || by.detail === 0 ? arrange({ dockOpen: !dockOpen }) : open(shown, by)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      document.getElementById('dock-panel')?.focus()
      return entry.ask(shown)
    }
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (!by) return
    event.preventDefault()
    entry.ask(null)
    const next = tabs[(tabs.indexOf(shown) + by + tabs.length) % tabs.length]!
    arrange({ tab: next })
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div className="dock">
      <div className="tabs">
        <div ref={list} role="tablist" onKeyDown={onKeyDown}>
          {tabs.map(id => (
            <button
              key={id} id={`tab-${id}`} role="tab" aria-selected={dockOpen && id === shown} aria-controls="dock-panel"
              tabIndex={id === shown ? 0 : -1} onClick={event => open(id, event)}
            >{t(`dock.${id}`)}</button>
          ))}
        </div>
        <span className="spring" />
        {dockOpen && !narrow && (
          <button className="tool" aria-pressed={dockFills} onClick={() => arrange({ dockFills: !dockFills })}>{t('dock.fill')}</button>
        )}
        <button className="tool" aria-expanded={dockOpen} onClick={toggle}>
          {t(dockOpen ? 'dock.fold' : 'dock.open')}
        </button>
      </div>
      {dockOpen && (
        <div className="dockbody" id="dock-panel" role="tabpanel" tabIndex={-1} aria-labelledby={`tab-${shown}`}>
          {drawn === 'editor' ? editor : drawn && <Drawn tab={drawn} />}
        </div>
      )}
    </div>
  )
}

const Drawn = ({ tab }: { tab: keyof typeof PANES }) => {
  const Pane = PANES[tab]
  return <Missed key={tab}><Suspense><Pane /></Suspense></Missed>
}
