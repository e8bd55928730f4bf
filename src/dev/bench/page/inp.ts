import type { Page } from 'playwright'

/**
 * One interaction of a person: the longest of the events it was made of, in ms from the input to the frame that shows what came of it; and
 * of these how long it waited for the page's thread, and how long its handlers took. The rest is drawing, and waiting for those who draw.
 */
export interface Interaction { readonly what: string; readonly ms: number; readonly waited: number; readonly handled: number }

declare global {
  interface Window { interactions: Map<number, Interaction> }
}

/** Has a page write down every interaction that takes 16 ms or more (Event Timing); what is not seen there took less. */
export const watchInteractions = (page: Page): Promise<unknown> => page.addInitScript(() => {
  window.interactions = new Map()
  new PerformanceObserver(list => {
    for (const { interactionId, duration, name, target, startTime, processingStart, processingEnd } of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[]) {
      if (interactionId === 0) continue
      const before = window.interactions.get(interactionId)
      const on = target instanceof Element ? `${target.tagName.toLowerCase()} ${target.id || target.getAttribute('title') || target.textContent.slice(0, 20)}`.trim() : ''
      if (!before || before.ms < duration) window.interactions.set(interactionId, {
        what: `${name} ${on}`, ms: duration, waited: Math.round(processingStart - startTime), handled: Math.round(processingEnd - processingStart),
      })
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
})

/** The longest first. */
export const interactionsOf = async (page: Page): Promise<Interaction[]> =>
  (await page.evaluate(() => [...window.interactions.values()])).sort((a, b) => b.ms - a.ms)

/** How many there were since the page was loaded, those too short to be written down included. */
export const countOf = (page: Page): Promise<number> => page.evaluate(() => (performance as Performance & { interactionCount: number }).interactionCount)

/** In words: where its time went. */
export const told = ({ what, ms, waited, handled }: Interaction): string => `${what} ${ms} ms (${waited} waited, ${handled} handled, ${ms - waited - handled} drawn)`

/** As web-vitals reckons it: the worst, but for one in every fifty. `count`: how many there were. */
export const inpOf = (worstFirst: readonly Pick<Interaction, 'ms'>[], count: number): number =>
  worstFirst[Math.min(Math.floor(count / 50), worstFirst.length - 1)]?.ms ?? 0
