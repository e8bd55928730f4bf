import { useEffect } from 'react'
import type { DockTab } from '../desk.ts'

/** What can be entered: the panes of the dock, and the one beside the stage. */
export type Entered = DockTab | 'side'

/**
 * The way from a tab into its pane where that is one to type in: what a newcomer types there must reach it, and not the shortcuts of the page.
 * A pane that is still being fetched takes the caret when it stands, unless the person has gone elsewhere by then.
 */
export class Entry {
  readonly #carets = new Map<Entered, () => void>()
  readonly #focused: () => unknown
  #awaited: { readonly tab: Entered; readonly from: unknown } | null = null

  /** `focused`: what has the focus now. */
  constructor(focused: () => unknown) { this.#focused = focused }

  /** Into a pane, now or when it stands; null: the focus stays with the tabs. */
  ask(tab: Entered | null): void {
    const caret = tab && this.#carets.get(tab)
    this.#awaited = caret || !tab ? null : { tab, from: this.#focused() }
    caret?.()
  }

  /** A pane stands, and says how the caret comes into it. What is returned takes that back. */
  stands(tab: Entered, caret: () => void): () => void {
    this.#carets.set(tab, caret)
    if (this.#awaited?.tab === tab && this.#awaited.from === this.#focused()) this.ask(tab)
    return () => { if (this.#carets.get(tab) === caret) this.#carets.delete(tab) }
  }
}

/** The page's own. */
export const entry = new Entry(() => document.activeElement)

/** This pane is typed in, while it stands. */
export const useEntry = (tab: Entered, caret: () => void): void => useEffect(() => entry.stands(tab, caret), [tab, caret])
