import { useEffect } from 'react'
import { heirOf, type Ground, type Place } from './heir.ts'
import { allIn, isStop, isThere } from './stops.ts'

const REMEMBERED = 8
const PANES = '[tabindex], dialog, [popover]'

const page: Ground<HTMLElement> = { isThere, isStop, all: allIn, isPane: element => element.matches(PANES) }

/** Looks once at its pane, or at the whole of what it is in where it is in none, and asks nothing of the layout: it runs at every key. */
const placeOf = (element: HTMLElement): Place<HTMLElement> => {
  const parents = parentsOf(element)
  const all = parents.length > 0 ? allIn(parents.find(page.isPane) ?? parents.at(-1)!) : []
  let first = all.indexOf(element)
  const at = first
  const around = parents.map(parent => {
    while (first > 0 && parent.contains(all[first - 1]!)) first--
    return { element: parent, at: at - first }
  })
  return { element, around, met: new WeakSet(all) }
}

const parentsOf = (element: HTMLElement): HTMLElement[] => {
  const parents = []
  for (let each = element.parentElement; each && !each.matches('.app'); each = each.parentElement) parents.push(each)
  return parents
}

/** A button that goes with what it has done must not leave the keyboard nowhere: the browser would begin at the top of the page again. */
export const useKeptFocus = (): void => useEffect(() => {
  const ended = new AbortController()
  let places: readonly Place<HTMLElement>[] = []
  const note = () => {
    const at = document.activeElement
    if (at instanceof HTMLElement && at !== document.body) places = [placeOf(at), ...places.filter(({ element }) => element !== at)].slice(0, REMEMBERED)
  }
  const keep = () => {
    const at = document.activeElement
    if (at !== document.body && at instanceof HTMLElement && isThere(at) || !places[0] || isThere(places[0].element)) return
    const heir = heirOf(places, page)
    places = places.slice(1)
    if (!heir) return
    heir.focus()
    swallowRepeats(ended.signal)
  }
  // a screen that arrives takes the focus before the next frame
  const changes = new MutationObserver(() => { if (isLost(places)) requestAnimationFrame(keep) })
  changes.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] })
  addEventListener('focusin', note, ended)
  addEventListener('keydown', note, { capture: true, signal: ended.signal })
  // whoever points at nothing wants the focus nowhere
  addEventListener('pointerdown', () => { places = [] }, { capture: true, signal: ended.signal })
  return () => {
    changes.disconnect()
    ended.abort()
  }
}, [])

const isLost = ([last]: readonly Place<HTMLElement>[]): boolean => last !== undefined && (!last.element.isConnected || last.element.matches(':disabled'))

/** A key that is held down was meant for what is gone. */
const swallowRepeats = (ended: AbortSignal): void => {
  const released = new AbortController()
  const options = { capture: true, signal: AbortSignal.any([ended, released.signal]) }
  addEventListener('keydown', event => { if (event.repeat) event.preventDefault() }, options)
  addEventListener('keyup', () => released.abort(), options)
}
