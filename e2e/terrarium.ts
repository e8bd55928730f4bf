import { test as base, expect, type Page } from '@playwright/test'
import type { Catalogue } from '../src/ui/i18n/index.ts'
import type { Action } from '../src/world/action.ts'
import type { ClusterView } from '../src/world/view.ts'
import { hold, type Way } from './hand/hand.ts'

/** What the driver says in the place of the service worker it keeps out. */
const BLOCKED = 'Service Worker registration blocked by Playwright'

/** The page as a person and a person's console have it: `window.terrarium`, and the widgets by their roles and names. */
export class Terrarium {
  readonly page: Page
  /** What the console said beyond silence. */
  readonly said: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('console', message => {
      // a picture that a story opens as a page looks for an icon of its own
      if (message.text() !== BLOCKED && !message.location().url.endsWith('/favicon.ico')) this.said.push(`${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', error => this.said.push(`error: ${error.message}`))
  }

  async open(at = ''): Promise<void> {
    await this.page.goto(at)
    await this.until(() => window.terrarium?.view() !== null && window.terrarium?.view() !== undefined)
  }

  /** The free world of one seed, standing still at one moment: whoever looks sees the same. */
  async openStill(words: Catalogue): Promise<void> {
    await this.page.addInitScript(() => { Crypto.prototype.getRandomValues = into => new Uint8Array(into!.buffer).fill(7) && into })
    await this.open('#/world')
    await this.stopAt(40_000_000, words)
  }
  /** Goes on to a moment of world time, however far the world has got by itself, and stands still there. */
  async stopAt(at: number, words: Catalogue): Promise<void> {
    await this.page.getByRole('button', { name: words['time.pause'], exact: true }).click()
    await expect(this.page.getByRole('button', { name: words['time.play'], exact: true })).toBeVisible()
    const { now } = await this.view()
    expect(now, 'the moment is still to come').toBeLessThan(at)
    await this.run({ for: at - now })
  }

  /** Waits until something holds in the page. */
  until(holds: () => boolean): Promise<unknown> { return this.page.waitForFunction(holds) }
  view(): Promise<ClusterView> { return this.page.evaluate(() => window.terrarium.view()!) }
  act(action: Action): Promise<unknown> { return this.page.evaluate(action => window.terrarium.act(action), action) }
  /** World time passes as fast as it goes. */
  run(ask: Parameters<typeof window.terrarium.run>[0]): Promise<unknown> { return this.page.evaluate(ask => window.terrarium.run(ask), ask) }
}

/** On the page that says what this is. */
export async function choosePlacement(page: Page, placement: string): Promise<void> {
  await page.goto('#/about')
  await page.getByRole('radio', { name: placement }).check()
}

/** `way`: how the page objects act on the page. */
export const test = base.extend<{ way: Way; terrarium: Terrarium }>({
  way: [process.env['E2E_HAND'] === 'keyboard' ? 'keyboard' : 'mouse', { option: true }],
  terrarium: async ({ page, way }, use) => {
    const hand = await hold(page, way)
    const terrarium = new Terrarium(page)
    await use(terrarium)
    await hand.done()
    expect(terrarium.said, 'the console stays clean').toEqual([])
  },
})
export { expect }
