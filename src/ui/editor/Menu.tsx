import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'

export type MenuItem = { readonly label: string; readonly key?: string; do(): void } | { readonly heading: string }

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** A button and the list it opens, over whatever stands there. */
export const Menu = ({ label, className, children, items }: { label: string; className: string; children: ReactNode; items: readonly MenuItem[] }) => {
  const [at, setAt] = useState<DOMRect | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAt(null)
    button.current?.focus()
  }
  const open = () => setAt(at ? null : button.current!.getBoundingClientRect())
  return (
    <>
      <button ref={button} className={className} aria-haspopup="menu" aria-expanded={at !== null} aria-label={label} title={label} onMouseDown={keepFocus} onClick={open}>{children}</button>
      {at && <List label={label} at={at} items={items} close={close} away={() => setAt(null)} />}
    </>
  )
}

interface ListProps { label: string; at: DOMRect; items: readonly MenuItem[]; close(): void; away(): void }
const keepFocus = (event: { preventDefault(): void }) => event.preventDefault()

const List = ({ label, at, items, close, away }: ListProps) => {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus(), [])
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => { if (!currentTarget.contains(relatedTarget)) away() }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') return close()
    if (event.key === 'Tab') return away()
    const by = STEPS[event.key]
    if (by === undefined) return
    event.preventDefault()
    const all = [...list.current!.querySelectorAll<HTMLElement>('[role=menuitem]')]
    all[(all.indexOf(document.activeElement as HTMLElement) + by + all.length) % all.length]?.focus()
  }
  return (
    <div ref={list} role="menu" aria-label={label} className="popmenu" style={placeBeside(at)} onKeyDown={onKeyDown} onBlur={onBlur} onMouseDown={keepFocus}>
      {items.map(item => 'heading' in item
        ? <div key={item.heading} role="presentation" className="heading">{item.heading}</div>
        : <button key={item.label} role="menuitem" tabIndex={-1} onClick={() => { close(); item.do() }}>{item.label}{item.key && <kbd>{item.key}</kbd>}</button>)}
    </div>
  )
}

/** Below the button or above it, wherever there is more room; within the page. */
function placeBeside({ left, top, bottom }: DOMRect) {
  const x = Math.max(8, Math.min(left, innerWidth - 288)), below = innerHeight - bottom
  return below > top ? { left: x, top: bottom + 4, maxHeight: below - 12 } : { left: x, bottom: innerHeight - top + 4, maxHeight: top - 12 }
}
