import type { Page } from '@playwright/test'

/** The time bar. */
export class Time {
  readonly #page: Page

  constructor(page: Page) { this.#page = page }

  /** As fast as it goes, for those who do not want to watch. */
  async fastest(): Promise<void> { await this.#page.getByRole('slider', { name: 'Speed' }).press('End') }
}
