import { expect, type Locator, type Page } from '@playwright/test'
import { handOf, type Hand } from '../hand/hand.ts'

/** The scripts in the dock: open one, run it, stop it, read what it prints. */
export class Editor {
  readonly #page: Page
  readonly #hand: Hand
  readonly #box: Locator
  readonly #code: Locator

  constructor(page: Page) {
    this.#page = page
    this.#hand = handOf(page)
    this.#box = page.locator('.editor .code:has(.view-lines)')
    this.#code = this.#box.locator('.view-lines')
  }

  async open(file: string): Promise<void> {
    await this.#hand.press(this.#page.getByRole('tab', { name: 'Editor', exact: true }))
    await this.#hand.press(this.#page.getByRole('tab', { name: file }))
  }
  /** Leaves the focus where it was not in the code, so that the page's own keys work. */
  async run(file: string): Promise<void> {
    await this.open(file)
    await this.#hand.press(this.#page.getByRole('button', { name: 'Run', exact: true }))
  }
  async stop(): Promise<void> { await this.#hand.press(this.#page.getByRole('button', { name: 'Stop', exact: true })) }
  /** Of a server's own file. */
  async restart(server: string): Promise<void> { await this.#hand.press(this.#page.getByRole('button', { name: `Restart ${server} with it` })) }
  /** At the top of the file that is open. */
  async writeFirst(text: string): Promise<void> {
    await this.#hand.enter(this.#box)
    await this.#hand.key('Control+Home')
    await this.#hand.type(text)
  }
  /** Of the file that is open: the words stand on one line, and are found as a person finds them. */
  async replace(words: string, by: string): Promise<void> {
    await this.#find(words)
    await this.#hand.type(by)
  }
  /** What the editor says of the words, asked for at the caret. */
  async explain(words: string): Promise<void> {
    await this.#find(words)
    for (const key of ['Control+k', 'Control+i']) await this.#hand.key(key)
  }
  async #find(words: string): Promise<void> {
    await this.#hand.enter(this.#box)
    const find = this.#box.getByRole('textbox', { name: 'Find', exact: true })
    await this.#hand.key('Control+f')
    await expect(find).toBeFocused()
    await this.#hand.type(words)
    await this.#hand.key('Enter')
    await this.#hand.key('Escape')
    await expect(find).toBeHidden()
  }
  /** How the file that is open begins; a narrow editor folds a long line. */
  async begins(text: string): Promise<void> { await expect(this.#code.locator('.view-line').first()).toContainText(text.replaceAll(' ', '\u00a0')) }
  async prints(text: string): Promise<void> { await expect(this.#page.getByRole('log', { name: 'Output of the script' })).toContainText(text) }
}
