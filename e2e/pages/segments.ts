import { expect, type Locator, type Page } from '@playwright/test'
import { handOf, type Hand } from '../hand/hand.ts'

/** The dock's segments: files of a replica, their bytes and their fields; not those of the frame that may stand beside. */
export class Segments {
  readonly panel: Locator
  readonly tree: Locator
  readonly hex: Locator
  /** What is chosen, in words. */
  readonly detail: Locator
  readonly #page: Page
  readonly #hand: Hand

  constructor(page: Page) {
    this.#page = page
    this.#hand = handOf(page)
    this.panel = page.getByRole('tabpanel', { name: 'Segments' })
    const file = this.panel.locator('.body > .fileview')
    this.tree = file.getByRole('tree')
    this.hex = file.getByRole('application')
    this.detail = file.locator('.detail p')
  }

  async open(): Promise<void> {
    await this.#hand.press(this.#page.getByRole('tab', { name: 'Segments' }))
    await expect(this.tree).toBeVisible()
  }
  async file(name: string): Promise<void> { await this.#hand.press(this.panel.getByRole('list', { name: 'Files of the replica' }).getByRole('button', { name })) }
  field(name: string | RegExp): Locator { return this.tree.getByRole('treeitem', { name }) }
  get chosen(): Locator { return this.tree.locator('[aria-selected=true]') }
  byte(at: number): Locator { return this.hex.locator(`.codes [data-at="${at}"]`) }
  async find(offset: number): Promise<void> {
    await this.#hand.fill(this.panel.getByRole('textbox', { name: 'Find offset' }), String(offset))
    await this.#hand.press(this.panel.getByRole('button', { name: 'Find' }))
  }
}
