import type { Locator, Page } from '@playwright/test'

/** The time bar: transport, the past, forks. */
export class Time {
  readonly #page: Page
  readonly bar: Locator

  constructor(page: Page) {
    this.#page = page
    this.bar = page.getByRole('region', { name: 'Time' })
  }

  /** As fast as it goes, for those who do not want to watch. */
  async fastest(): Promise<void> { await this.#page.getByRole('slider', { name: 'Speed' }).press('End') }

  pause(): Promise<void> { return this.#button('Pause').click() }
  /** Looks back, a recorded view at a time. */
  async stepBack(times = 1): Promise<void> { for (let i = 0; i < times; i++) await this.#button('Step back').click() }
  get past(): Locator { return this.bar.getByText('You are looking at the past.') }
  backToNow(): Promise<void> { return this.#button('Back to now').click() }
  continueFromHere(): Promise<void> { return this.#button('Continue from here').click() }

  get forks(): Locator { return this.bar.getByRole('list', { name: 'Forks of this world' }).getByRole('listitem') }
  /** The name of the track that is open. */
  get open(): Locator { return this.bar.locator('.forkname[aria-current]') }
  async rename(name: string, to: string): Promise<void> {
    await this.#button(`Rename ${name}`).click()
    await this.#page.getByRole('textbox', { name: `Rename ${name}` }).fill(to)
    await this.#button('Keep this name').click()
  }
  switchTo(name: string): Promise<void> { return this.bar.getByRole('button', { name, exact: true }).click() }
  async compare(name: string): Promise<Locator> {
    await this.#button(`Compare with ${name}`).click()
    return this.#page.getByRole('dialog')
  }

  /** Opens the dialog; what is asked there begins with a click. */
  async runUntil(): Promise<Locator> {
    await this.#button('Run until…').click()
    return this.#page.getByRole('dialog', { name: 'Run until…' })
  }
  get cancel(): Locator { return this.#button('Cancel') }

  #button(name: string): Locator { return this.bar.getByRole('button', { name }) }
}
