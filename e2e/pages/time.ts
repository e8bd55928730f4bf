import { expect, type Locator, type Page } from '@playwright/test'
import { handOf, type Hand } from '../hand/hand.ts'

/** The time bar: transport, the past, forks. */
export class Time {
  readonly #page: Page
  readonly #hand: Hand
  readonly bar: Locator

  constructor(page: Page) {
    this.#page = page
    this.#hand = handOf(page)
    this.bar = page.getByRole('region', { name: 'Time' })
  }

  /** As fast as it goes, for those who do not want to watch. */
  async fastest(): Promise<void> { await this.#hand.slideToEnd(this.#page.getByRole('slider', { name: 'Speed' })) }

  pause(): Promise<void> { return this.#press('Pause') }
  /** Looks back, a recorded view at a time. */
  async stepBack(times = 1): Promise<void> { for (let i = 0; i < times; i++) await this.#press('Step back') }
  /** Goes on, on another track, from just before something was done: the mark says what. */
  async goOnBefore(what: string): Promise<void> {
    await this.#seek(what)
    await expect(this.past).toBeVisible()
    await this.stepBack()
    await this.continueFromHere()
    await expect(this.past).toBeHidden()
  }
  /** To a mark's moment. Those that stand too close to be told apart share a button, and a list behind it. */
  async #seek(what: string): Promise<void> {
    const alone = this.bar.locator(`.markbutton[aria-label$="${what}"]`), list = this.bar.locator('ul.bundle', { hasText: what })
    await expect(alone.or(list).first()).toBeAttached()
    if (await alone.count() > 0) return this.#hand.press(alone)
    await this.#hand.press(this.bar.locator(`.markbutton[popovertarget="${await list.getAttribute('id')}"]`))
    await this.#hand.press(list.getByRole('button', { name: what }))
  }
  get past(): Locator { return this.bar.getByText('You are looking at the past.') }
  backToNow(): Promise<void> { return this.#press('Back to now') }
  continueFromHere(): Promise<void> { return this.#press('Continue from here') }

  get forks(): Locator { return this.bar.getByRole('list', { name: 'Forks of this world' }).getByRole('listitem') }
  /** The name of the track that is open. */
  get open(): Locator { return this.bar.locator('.forkname[aria-current]') }
  async rename(name: string, to: string): Promise<void> {
    await this.#press(`Rename ${name}`)
    await this.#hand.fill(this.#page.getByRole('textbox', { name: `Rename ${name}` }), to)
    await this.#press('Keep this name')
  }
  switchTo(name: string): Promise<void> { return this.#hand.press(this.bar.getByRole('button', { name, exact: true })) }
  async compare(name: string): Promise<Locator> {
    await this.#press(`Compare with ${name}`)
    return this.#page.getByRole('dialog')
  }

  /** Opens the dialog; what is asked there begins with a click. */
  async runUntil(): Promise<Locator> {
    await this.#press('Run until…')
    return this.#page.getByRole('dialog', { name: 'Run until…' })
  }
  get cancel(): Locator { return this.#button('Cancel') }

  #press(name: string): Promise<void> { return this.#hand.press(this.#button(name)) }
  #button(name: string): Locator { return this.bar.getByRole('button', { name }) }
}
