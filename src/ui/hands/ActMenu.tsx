import './hands.css'
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { Command } from '../commands/command.ts'
import { available } from '../commands/index.ts'
import { useDeskStore, useDo, useWords } from '../hooks.ts'
import type { MenuPlace } from './menu.ts'

const GROUPS: readonly Command['group'][] = ['mend', 'kafka', 'fault']

/** What can be done with what is selected, where the pointer is. Closing gives the focus back. */
export const ActMenu = ({ place, onClose }: { place: MenuPlace; onClose(): void }) => {
  const t = useWords()
  const door = useDo()
  const store = useDeskStore()
  const ref = useRef<HTMLDivElement>(null)
  const context = () => ({ state: store.getState(), do: door })
  const acts = available(context()).filter(command => GROUPS.includes(command.group))
    .toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group))
  useFocusWithin(ref)
  useInside(ref, place)
  const run = (command: Command) => {
    onClose()
    if (command.when(context())) command.run(context())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') { event.preventDefault(); return onClose() }
    if (moveFocus(event.currentTarget, event.key)) event.preventDefault()
  }
  return (
    <>
      <div className="menuveil" onPointerDown={onClose} onContextMenu={event => { event.preventDefault(); onClose() }} />
      <div ref={ref} className="actmenu" role="menu" aria-label={t('menu.label')} tabIndex={-1} style={{ left: place.x, top: place.y }} onKeyDown={onKeyDown}>
        {acts.length === 0 && <p className="dim" role="menuitem" aria-disabled="true" tabIndex={-1}>{t('menu.none')}</p>}
        {acts.map((command, i) => (
          <button
            key={command.id} role="menuitem" tabIndex={-1} className={i > 0 && acts[i - 1]!.group !== command.group ? 'first' : undefined}
            onClick={() => run(command)}
          >
            <span>{t(command.label, command.values?.(context()))}</span>{command.keys?.[0] && <kbd>{command.keys[0]}</kbd>}
          </button>
        ))}
      </div>
    </>
  )
}

/** The first entry has the focus while the menu is open; then whoever had it before. */
const useFocusWithin = (ref: React.RefObject<HTMLElement | null>) => useLayoutEffect(() => {
  const before = document.activeElement as HTMLElement | null
  ;(ref.current?.querySelector<HTMLElement>('[role=menuitem]') ?? ref.current)?.focus()
  return () => before?.focus({ preventScroll: true })
}, [ref])

/** It never stands outside of the window. */
const useInside = (ref: React.RefObject<HTMLElement | null>, place: MenuPlace) => useLayoutEffect(() => {
  const menu = ref.current
  if (!menu) return
  menu.style.left = `${Math.max(8, Math.min(place.x, innerWidth - menu.offsetWidth - 8))}px`
  menu.style.top = `${Math.max(8, Math.min(place.y, innerHeight - menu.offsetHeight - 8))}px`
}, [ref, place])

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count, ArrowUp: (at, count) => (at - 1 + count) % count, Home: () => 0, End: (_, count) => count - 1,
}

const moveFocus = (menu: HTMLElement, key: string): boolean => {
  const entries = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const step = STEPS[key]
  if (!step || entries.length === 0) return false
  entries[step(entries.indexOf(document.activeElement as HTMLElement), entries.length)]?.focus()
  return true
}
