const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]'

/** On the page, in sight, and not disabled: it could have the focus. */
export const isThere = (element: HTMLElement): boolean => element.isConnected && !element.matches(':disabled') && element.checkVisibility()

/** What could be a stop, in the order of Tab. Cheap: whether it is one now, is for the layout to say. */
export const allIn = (within: Element): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(STOPS)]

export const isStop = (element: HTMLElement): boolean => element.tabIndex >= 0 && isThere(element)

/** Where Tab stops, in its order. */
export const stopsIn = (within: Element): HTMLElement[] => allIn(within).filter(isStop)
