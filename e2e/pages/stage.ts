import { expect, type Locator, type Page } from '@playwright/test'
import { handOf, type Hand } from '../hand/hand.ts'

/** The stage and what opens beside it: click a jar, a row, a line; do something to it. */
export class Stage {
  readonly picture: Locator
  readonly side: Locator
  readonly #hand: Hand

  constructor(page: Page) {
    this.#hand = handOf(page)
    this.picture = page.locator('.picture svg')
    this.side = page.getByRole('complementary', { name: 'What is selected' })
  }

  async select(name: string): Promise<void> {
    await this.#hand.pick(name, this.picture.getByText(name, { exact: true }).first())
    await expect(this.side.getByRole('heading', { level: 2, name })).toBeVisible()
  }
  /** The line between two machines, by way of the broker on one of them. */
  async selectLine(broker: number, line: string): Promise<void> {
    await this.select(`broker ${broker}`)
    await this.#hand.press(this.side.getByRole('button', { name: line }))
    await expect(this.side.getByRole('heading', { level: 2, name: line })).toBeVisible()
  }
  async do(what: string): Promise<void> { await this.#hand.press(this.side.getByRole('button', { name: what, exact: true })) }
  async deselect(): Promise<void> {
    await this.#hand.key('Escape')
    await expect(this.side).toBeHidden()
  }
}
