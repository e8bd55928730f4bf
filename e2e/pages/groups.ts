import { expect, type Locator, type Page } from '@playwright/test'
import { handOf, type Hand } from '../hand/hand.ts'

/** The dock's groups: members, what is committed, and the reset of a group's offsets. */
export class Groups {
  readonly panel: Locator
  readonly #page: Page
  readonly #hand: Hand

  constructor(page: Page) {
    this.#page = page
    this.#hand = handOf(page)
    this.panel = page.getByRole('tabpanel', { name: 'Groups' })
  }

  async open(group: string): Promise<void> {
    await this.#hand.press(this.#page.getByRole('tab', { name: 'Groups' }))
    await this.#hand.choose(group, this.panel.getByRole('combobox', { name: 'Group' }))
    await expect(this.fact('state')).toBeVisible()
  }
  fact(name: string): Locator { return this.panel.locator('.fact', { hasText: name }) }
  async is(state: string): Promise<void> { await expect(this.fact('state')).toContainText(state) }

  async choose(scenario: string, value?: string): Promise<void> {
    await this.#hand.press(this.panel.getByRole('radio', { name: scenario, exact: true }))
    if (value !== undefined) await this.#hand.fill(this.panel.getByRole('textbox', { name: scenario }), value)
  }
  get command(): Locator { return this.panel.locator('.cmd') }
  get resets(): Locator { return this.panel.getByRole('button', { name: 'Reset', exact: true }) }
  get plan(): Locator { return this.panel.locator('.reset tbody tr') }
  /** What `--topic` names. */
  async narrow(topics: string): Promise<void> { await this.#hand.fill(this.panel.getByRole('textbox', { name: /^Topics/ }), topics) }
  async reset(): Promise<void> { await this.#hand.press(this.resets) }
  async stopMembers(count: number): Promise<void> { await this.#hand.press(this.panel.getByRole('button', { name: `Stop its members (${count})` })) }
  async startMembers(count: number): Promise<void> { await this.#hand.press(this.panel.getByRole('button', { name: `Start its members (${count})` })) }
  /** Where the preview would put each partition, by its name. */
  async preview(): Promise<Record<string, number>> {
    const rows = await this.plan.all()
    return Object.fromEntries(await Promise.all(rows.map(async row => [
      await row.locator('td').nth(0).innerText(), Number((await row.locator('td').nth(2).innerText()).replaceAll(',', '')),
    ] as const)))
  }
  /** What the members' table says is committed. */
  committed(partition: string): Locator {
    return this.panel.locator('section').first().getByRole('row').filter({ hasText: partition }).getByRole('cell').nth(1)
  }
}
