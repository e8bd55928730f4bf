import { useState } from 'react'
import type { Pane, Selection } from '../desk.ts'
import { useDesk, useDo, useWords } from '../hooks.ts'
import { SidePane } from '../side/SidePane.tsx'

/** One pane at a time, and the switch between them. */
export const Switch = ({ panes }: { panes: readonly Pane[] }) => {
  const t = useWords()
  const { arrange } = useDo()
  const pane = useDesk(state => state.layout.pane)
  const shown = panes.includes(pane) ? pane : panes[0]
  return (
    <nav className="switch" style={{ gridTemplateColumns: `repeat(${panes.length}, 1fr)` }} aria-label={t('switch.label')}>
      {panes.map(p => (
        <button
          key={p} aria-current={p === shown ? 'page' : undefined}
          onClick={() => arrange({ pane: p, ...(p === 'dock' && { dockOpen: true }) })}
        >{t(`switch.${p}`)}</button>
      ))}
    </nav>
  )
}

/** The selection of a narrow page: a line above the time bar, a sheet when asked for. */
export const Sheet = () => {
  const t = useWords()
  const selection = useDesk(state => state.selection)
  const [open, setOpen] = useState(false)
  if (!selection) return null
  return (
    <aside aria-label={t('side.label')}>
      {open && <div className="sheetbody"><SidePane selection={selection} /></div>}
      <div className="sheet">
        <b className="mono">{nameOf(selection, t)}</b>
        <span className="spring" />
        <button className="link" aria-expanded={open} onClick={() => setOpen(!open)}>{t(open ? 'sheet.close' : 'sheet.details')}</button>
      </div>
    </aside>
  )
}

const nameOf = (selection: Selection, t: ReturnType<typeof useWords>): string => {
  switch (selection.is) {
    case 'partition': return selection.partition
    case 'replica': return `${selection.partition} · ${t('broker.name', { id: selection.broker })}`
    case 'broker': return t('broker.name', { id: selection.broker })
    case 'controller': return t('controller.name', { id: selection.node })
    case 'process': return selection.process
    case 'group': return selection.group
    case 'frame': return `#${selection.correlation}`
    case 'event': return t('side.event')
    case 'link': return `${selection.from} – ${selection.to}`
  }
}
