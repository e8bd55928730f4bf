import { expect, type Locator, type Page } from '@playwright/test'
import { handOf, type Hand } from '../hand/hand.ts'

/** The lesson's column: its steps, the bet, the goals with their help, and the solution while that plays. */
export class LessonPane {
  readonly column: Locator
  readonly #hand: Hand

  constructor(page: Page) {
    this.#hand = handOf(page)
    this.column = page.getByRole('article')
  }

  async begins(title: string): Promise<void> {
    await expect(this.column.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }
  goal(title: string): Locator { return this.column.getByRole('listitem').filter({ hasText: title }) }
  async met(title: string): Promise<void> { await expect(this.goal(title)).toContainText('Met:') }
  async notYet(title: string, because: string): Promise<void> { await expect(this.goal(title)).toContainText(because) }

  async goOn(): Promise<void> { await this.#hand.press(this.column.getByRole('button', { name: 'Go on' })) }
  /** A link of the text, to what it speaks of. */
  async see(what: string): Promise<void> { await this.#hand.press(this.column.getByRole('button', { name: what })) }
  async predict(line: string): Promise<void> { await this.#hand.press(this.column.getByRole('radio', { name: line })) }
  /** The card that says what happened: the answer the run made right, and the learner's. */
  async card(right: string): Promise<void> {
    await expect(this.column.getByRole('region', { name: 'What happened' }).locator('.option.right').last()).toContainText(right)
  }
  async isDone(): Promise<void> { await expect(this.column.getByText('For another day')).toBeVisible() }

  /** Every rung of the ladder, one after the other. */
  async allHints(): Promise<number> {
    const more = this.column.getByRole('button', { name: 'Show a hint' })
    const solution = this.column.getByRole('button', { name: 'Play the solution' })
    await expect(more).toBeVisible()
    for (let n = 1; ; n++) {
      await this.#hand.press(more)
      await expect(this.column.getByText(`Hint ${n}`, { exact: true })).toBeVisible()
      if (await solution.isVisible()) return n
    }
  }
  async playSolution(): Promise<void> {
    await this.#hand.press(this.column.getByRole('button', { name: /^Play the solution/ }))
    await expect(this.column.getByRole('heading', { level: 1, name: 'Solution' })).toBeVisible()
  }
  /** What the solution says it is doing now. */
  get saying(): Locator { return this.column.locator('[aria-current=step]') }
  async seen(title: string): Promise<void> { await expect(this.goal(title)).toContainText('Seen:', { timeout: 180_000 }) }
  async backToMine(): Promise<void> { await this.#hand.press(this.column.getByRole('button', { name: 'Back to my world' })) }
}
