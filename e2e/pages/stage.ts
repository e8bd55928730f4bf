import { expect, type Locator, type Page } from '@playwright/test'

/** The stage and what opens beside it: click a jar, a row, a line; do something to it. */
export class Stage {
  readonly picture: Locator
  readonly side: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.picture = page.locator('.picture svg')
    this.side = page.getByRole('complementary', { name: 'What is selected' })
  }

  /** What is selected beside the stage may lie over what is wanted; it is closed first. */
  async select(name: string): Promise<void> {
    await this.deselect()
    await this.picture.getByText(name, { exact: true }).first().click()
    await expect(this.side.getByRole('heading', { level: 2, name })).toBeVisible()
  }
  /** The line between two machines, by way of the broker on one of them. */
  async selectLine(broker: number, line: string): Promise<void> {
    await this.select(`broker ${broker}`)
    await this.side.getByRole('button', { name: line }).click()
    await expect(this.side.getByRole('heading', { level: 2, name: line })).toBeVisible()
  }
  async do(what: string): Promise<void> { await this.side.getByRole('button', { name: what, exact: true }).click() }
  async deselect(): Promise<void> {
    await this.#page.keyboard.press('Escape')
    await expect(this.side).toBeHidden()
  }
}
