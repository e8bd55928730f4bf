import type { Page } from '@playwright/test'

declare global {
  interface Window { notKeys: string[] }
}

/** Proof that nothing but keys was used: whatever came from a pointer, and whatever was put into a field while no key was down. */
export const onlyKeys = {
  /** From the page's next load on. */
  watch: (page: Page): Promise<unknown> => page.addInitScript(() => {
    const down = new Set<string>()
    window.notKeys = []
    const note = (event: Event) => window.notKeys.push(`${event.type} on ${(event.target as Element).tagName}`)
    addEventListener('keydown', ({ code }) => { down.add(code) }, true)
    addEventListener('keyup', ({ code }) => { down.delete(code) }, true)
    for (const type of ['pointerdown', 'pointermove', 'touchstart', 'wheel']) addEventListener(type, event => { if (event.isTrusted) note(event) }, true)
    // a button that is pressed by a key says that it was clicked, not once and not twice
    addEventListener('click', event => { if (event.isTrusted && event.detail > 0) note(event) }, true)
    for (const type of ['input', 'paste']) addEventListener(type, event => { if (!event.isTrusted || down.size === 0) note(event) }, true)
  }),
  others: (page: Page): Promise<readonly string[]> => page.evaluate(() => window.notKeys),
}
