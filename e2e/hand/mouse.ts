import type { Locator, Page } from '@playwright/test'
import type { Hand } from './hand.ts'

/** Clicks; a field is filled at once, and a slider has no other end than its key. */
export class MouseHand implements Hand {
  readonly way = 'mouse'
  readonly #page: Page

  constructor(page: Page) { this.#page = page }

  press(what: Locator): Promise<void> { return what.click() }
  async pick(_name: string, mark: Locator): Promise<void> {
    await this.#page.keyboard.press('Escape')
    await mark.click()
  }
  async choose(entry: string, of: Locator): Promise<void> { await of.selectOption(entry) }
  fill(field: Locator, text: string): Promise<void> { return field.fill(text) }
  enter(what: Locator): Promise<void> { return what.click() }
  type(text: string): Promise<void> { return this.#page.keyboard.type(text) }
  key(key: string): Promise<void> { return this.#page.keyboard.press(key) }
  slideToEnd(slider: Locator): Promise<void> { return slider.press('End') }
  async done(): Promise<void> {}
}
