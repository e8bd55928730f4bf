import { expect, type Locator, type Page } from '@playwright/test'
import { handOf, type Hand } from '../hand/hand.ts'

/** The terminal in the dock, by what a screen reader is told of it. */
export class Terminal {
  readonly page: Page
  readonly #hand: Hand
  readonly rows: Locator

  constructor(page: Page) {
    this.page = page
    this.#hand = handOf(page)
    this.rows = page.locator('.xterm-rows')
  }

  async open(): Promise<void> {
    await this.#hand.press(this.page.getByRole('tab', { name: 'Terminal' }))
    if (this.#hand.way === 'keyboard') await this.#hand.enter(this.page.locator('.terminal-screen'))
    await expect(this.input, 'what is typed next is the command line\'s').toBeFocused()
    await this.says('client-terminal $')
  }

  get input(): Locator { return this.page.getByRole('textbox', { name: /Command line/ }) }

  async run(line: string): Promise<void> {
    await (this.#hand.way === 'mouse' ? this.paste(line) : this.type(line))
    await this.press('Enter')
  }
  paste(text: string): Promise<void> {
    return this.input.evaluate((input, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }
  type(line: string): Promise<void> { return this.#hand.type(line) }
  press(key: string): Promise<void> { return this.#hand.key(key) }

  /** Blanks at the end of a row and no-break spaces are the screen's own. */
  async text(): Promise<string> { return (await this.rows.locator('> div').allInnerTexts()).map(row => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n') }
  async says(what: string | RegExp): Promise<void> {
    const shown = expect.poll(() => this.text(), { intervals: [100] })
    await (typeof what === 'string' ? shown.toContain(what) : shown.toMatch(what))
  }
}
