/** Where the focus was: what had it, and of what stands around that, from its parent outward, the how manieth of its stops it was. */
export interface Place<E> { readonly element: E; readonly around: readonly { readonly element: E; readonly at: number }[] }

/** What is asked of a page. */
export interface Ground<E> {
  /** Still there, in sight, and not disabled. */
  isThere(element: E): boolean
  /** In the order of Tab. */
  stops(within: E): readonly E[]
  /** Takes the focus itself when what was in it is gone. */
  isPane(element: E): boolean
}

/**
 * Who has the focus when what had it last (the first of the places) is gone: what now stands where it stood; where nothing does, its pane;
 * where that is gone too, what had the focus before. Null where all around it is gone: another screen comes, and takes the focus itself.
 */
export function heirOf<E>([last, ...before]: readonly Place<E>[], { isThere, stops, isPane }: Ground<E>): E | null {
  if (!last) return null
  const left = last.around.filter(({ element }) => isThere(element))
  const isPaneGone = last.around.some(({ element }) => isPane(element) && !isThere(element))
  if (left.length === 0 && !isPaneGone) return null
  for (const { element, at } of isPaneGone ? [] : left) {
    if (isPane(element)) return element
    const beside = stops(element)
    if (beside.length > 0) return beside[Math.min(at, beside.length - 1)]!
  }
  return before.find(({ element }) => isThere(element))?.element ?? null
}
