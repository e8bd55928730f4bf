import { expect, type Locator, type Page } from '@playwright/test'

/** The scripts in the dock: open one, run it, stop it, read what it prints. */
export class Editor {
  readonly #page: Page
  readonly #code: Locator

  constructor(page: Page) {
    this.#page = page
    this.#code = page.locator('.code .view-lines')
  }

  async open(file: string): Promise<void> {
    await this.#page.getByRole('tab', { name: 'Editor', exact: true }).click()
    await this.#page.getByRole('tab', { name: file }).click()
  }
  /** Leaves the focus where it was not in the code, so that the page's own keys work. */
  async run(file: string): Promise<void> {
    await this.open(file)
    await this.#page.getByRole('button', { name: 'Run', exact: true }).click()
  }
  async stop(): Promise<void> { await this.#page.getByRole('button', { name: 'Stop', exact: true }).click() }
  /** At the top of the file that is open. */
  async writeFirst(text: string): Promise<void> {
    await this.#code.click()
    await this.#page.keyboard.press('Control+Home')
    await this.#page.keyboard.type(text)
  }
  /** Of the file that is open: the words stand on one line, and are found as a person finds them. */
  async replace(words: string, by: string): Promise<void> {
    await this.#code.click()
    await this.#page.keyboard.press('Control+f')
    await this.#page.keyboard.type(words)
    await this.#page.keyboard.press('Enter')
    await this.#page.keyboard.press('Escape')
    await this.#page.keyboard.type(by)
  }
  /** How the file that is open begins; a narrow editor folds a long line. */
  async begins(text: string): Promise<void> { await expect(this.#code.locator('.view-line').first()).toContainText(text.replaceAll(' ', '\u00a0')) }
  async prints(text: string): Promise<void> { await expect(this.#page.getByRole('log', { name: 'Output of the script' })).toContainText(text) }
}
