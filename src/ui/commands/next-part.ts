import { isThere, stopsIn } from '../shell/stops.ts'
import type { Command } from './command.ts'

/** In the order of Tab. */
const PARTS = '.top, .lesson, main, #side, .dock, .timebar'

/** Where the focus was in a part when it was left by key. */
const left = new WeakMap<Element, HTMLElement>()

/** From one part of the page to another, and to where one was in that: Tab has many a stop on the way. */
function step(by: 1 | -1): void {
  const parts = [...document.querySelectorAll(PARTS)].filter(part => part.querySelector(PARTS) === null && (part.id === 'side' || stopsIn(part).length > 0))
  const at = document.activeElement, from = parts.findIndex(part => part.contains(at))
  if (at instanceof HTMLElement && from >= 0) left.set(parts[from]!, at)
  const part = parts[from < 0 ? by === 1 ? 0 : parts.length - 1 : (from + by + parts.length) % parts.length]
  if (!part) return
  const was = left.get(part)
  ;(was && part.contains(was) && isThere(was) ? was : stopsIn(part)[0])?.focus()
}

export const nextPart: Command = { id: 'next-part', label: 'do.next-part', group: 'go', keys: ['F6'], when: () => true, run: () => step(1) }
export const previousPart: Command = { id: 'previous-part', label: 'do.previous-part', group: 'go', keys: ['shift+F6'], when: () => true, run: () => step(-1) }
