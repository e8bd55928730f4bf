import type { Locator, Page } from '@playwright/test'

/** Handing a world to somebody, and the page that says what a link or a file brings. */
export class Share {
  readonly dialog: Locator
  readonly page: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.dialog = page.getByRole('dialog', { name: 'Share this world' })
    this.page = page.locator('main.shared')
  }

  /** The link to this moment, as a person copies it. */
  async link(): Promise<string> {
    await this.#page.getByRole('button', { name: 'Share…' }).click()
    return this.dialog.getByLabel('Link').inputValue()
  }

  async file(): Promise<string> {
    const downloading = this.#page.waitForEvent('download')
    await this.dialog.getByRole('button', { name: 'Download file' }).click()
    return (await downloading).path()
  }

  close(): Promise<void> { return this.dialog.getByRole('button', { name: 'Close' }).click() }
  choose(file: string): Promise<void> { return this.#page.getByTestId('shared-file').setInputFiles(file) }
  open(): Promise<void> { return this.page.getByRole('button', { name: 'Open', exact: true }).click() }
}
