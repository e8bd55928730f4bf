import type { Locator, Page } from '@playwright/test'

/** The list of worlds on the first page. */
export class Worlds {
  readonly list: Locator

  constructor(page: Page) { this.list = page.getByRole('region', { name: 'Your worlds' }) }

  async make(template: string, name: string): Promise<void> {
    await this.list.getByRole('button', { name: 'New world…' }).click()
    await this.list.getByLabel('Begin with').selectOption(template)
    await this.list.getByLabel('Name').fill(name)
    await this.list.getByRole('button', { name: 'Start' }).click()
  }

  row(name: string): Locator { return this.list.getByRole('listitem').filter({ hasText: name }) }
}
