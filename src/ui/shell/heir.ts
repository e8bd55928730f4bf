/**
 * Where the focus was: what had it, and of what stands around that, from its parent outward, the how manieth of all that could ever be
 * stopped at in there it was. `met`: what was beside it then; what is not among that has come since.
 */
export interface Place<E> {
  readonly element: E
  readonly around: readonly { readonly element: E; readonly at: number }[]
  readonly met: { has(element: E): boolean }
}

/** What is asked of a page. */
export interface Ground<E> {
  /** Still there, in sight, and not disabled. */
  isThere(element: E): boolean
  /** Tab stops at it now. */
  isStop(element: E): boolean
  /** What could ever be a stop, in the order of Tab: what is out of sight or disabled now is among it. */
  all(within: E): readonly E[]
  /** Takes the focus itself when what was in it is gone. */
  isPane(element: E): boolean
}

/**
 * Who has the focus when what had it last (the first of the places) is gone: what came where it stood; where nothing came, what now stands
 * there; where nothing does, its pane; where that is gone too, what had the focus before. Null where all around it is gone: another screen
 * comes, and takes the focus itself.
 */
export function heirOf<E>([last, ...before]: readonly Place<E>[], ground: Ground<E>): E | null {
  if (!last) return null
  const { isThere, isPane } = ground
  const left = last.around.filter(({ element }) => isThere(element))
  const isPaneGone = last.around.some(({ element }) => isPane(element) && !isThere(element))
  if (left.length === 0 && !isPaneGone) return null
  for (const { element, at } of isPaneGone ? [] : left) {
    if (isPane(element)) return element
    const heir = heirIn(element, at, last, ground)
    if (heir) return heir
  }
  return before.find(({ element }) => isThere(element))?.element ?? null
}

/** The nearest of those that have come since; else the first from there on, else the last before. */
function heirIn<E>(within: E, at: number, { met }: Place<E>, { all, isStop }: Ground<E>): E | null {
  const stops = all(within).map((element, now) => ({ element, past: now - at })).filter(({ element }) => isStop(element))
  const came = stops.filter(({ element }) => !met.has(element)).sort((a, b) => Math.abs(a.past) - Math.abs(b.past))
  return (came[0] ?? stops.find(({ past }) => past >= 0) ?? stops.at(-1))?.element ?? null
}
