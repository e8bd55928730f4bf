const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]'

/** On the page, in sight, and not disabled: it could have the focus. */
export const isThere = (element: HTMLElement): boolean => element.isConnected && !element.matches(':disabled') && element.checkVisibility()

/** Where Tab stops, in its order. */
export const stopsIn = (within: Element): HTMLElement[] =>
  [...within.querySelectorAll<HTMLElement>(STOPS)].filter(element => element.tabIndex >= 0 && isThere(element))
