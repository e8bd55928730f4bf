/**
 * What runs in the page to tell where the focus is, whether it is seen there, and by which key one gets nearer to something else. Each
 * function is sent as it stands: it reaches nothing outside itself.
 */

/** Where the focus is. */
export interface Stop {
  readonly name: string
  /** On nothing: the keyboard would begin at the top again. */
  readonly isLost: boolean
  /** It bears a ring, and none had it not the focus. */
  readonly isSeen: boolean
  readonly isInSight: boolean
}

export function stop(): Stop {
  const at = document.activeElement ?? document.body
  // what takes the keys of an editor or a terminal is a pixel large: its pane wears the ring; and the stage rings what its table speaks of
  const wears = (element: Element) => element.closest('.code, .terminal-screen') ?? element
  const twin = at.closest('.unseen .outline')
  const ring = (element: Element) => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderBottom } = getComputedStyle(element)
    const outline = outlineStyle === 'none' || parseFloat(outlineWidth) === 0 ? '' : `${outlineStyle} ${outlineWidth}`
    return [outline, boxShadow, backgroundColor, borderBottom].join(' | ')
  }
  const shown = wears(at), now = ring(shown)
  const before = window.lastStop
  const lost = before && before.element.isConnected && !before.element.contains(at) && ring(before.element) === before.ring ? before : null
  window.lastStop = at === document.body || twin ? undefined : { element: shown, ring: now }
  const { left, right, top, bottom } = shown.getBoundingClientRect()
  const label = at.getAttribute('aria-label') ?? document.getElementById(at.getAttribute('aria-labelledby') ?? '')?.textContent ?? at.textContent
  return {
    name: `${at.getAttribute('role') ?? at.tagName.toLowerCase()} “${label.trim().replace(/\s+/g, ' ').slice(0, 60)}”`,
    isLost: at === document.body,
    isSeen: lost === null,
    isInSight: twin !== null || (right > 0 && bottom > 0 && left < innerWidth && top < innerHeight),
  }
}

declare global {
  interface Window { lastStop: { readonly element: Element; readonly ring: string } | undefined }
}

/** The key that brings the focus one stop nearer to an element; null when it is there. */
export function keyTo(to: Element): string | null {
  const at = document.activeElement ?? document.body
  if (to.contains(at)) return null
  const parts = [...document.querySelectorAll('.top, .lesson, main, #side, .dock, .timebar')]
  const [from, there] = [at, to].map(element => parts.findIndex(part => part.contains(element)))
  if (to.closest('dialog') === null && from !== there && from! >= 0 && there! >= 0) return from! < there! ? 'F6' : 'Shift+F6'
  const within = at.closest('[role=tablist], [role=radiogroup], [role=menu], [role=group]')
  if (within?.contains(to) && (to as HTMLElement).tabIndex < 0) {
    const all = [...within.querySelectorAll(`[role=${to.getAttribute('role')}]`)]
    const isMenu = within.getAttribute('role') === 'menu', isBefore = all.indexOf(to) < all.indexOf(at)
    return isMenu ? isBefore ? 'ArrowUp' : 'ArrowDown' : isBefore ? 'ArrowLeft' : 'ArrowRight'
  }
  return at.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'
}
