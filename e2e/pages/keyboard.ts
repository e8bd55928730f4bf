import { expect, type Page } from '@playwright/test'

/** A person without a mouse: Tab, arrows, Enter, and what says where the focus is. */
export class Keyboard {
  readonly #page: Page

  constructor(page: Page) { this.#page = page }

  press(key: string): Promise<void> { return this.#page.keyboard.press(key) }
  type(text: string): Promise<void> { return this.#page.keyboard.type(text) }

  /** Tab after Tab until the focus is on what bears this name; every stop on the way has to be seen. */
  async tabTo(name: string | RegExp, role?: string, tab: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = []
    for (let step = 0; step < 80; step++) {
      await this.press(tab)
      const at = await this.#focus()
      expect(at.isSeen, `the focus can be seen on ${at.role} “${at.name}”`).toBe(true)
      const isIt = typeof name === 'string' ? at.name === name : name.test(at.name)
      if (isIt && (role === undefined || at.role === role)) return
      passed.push(`${at.role} “${at.name}”`)
    }
    throw new Error(`no ${tab} leads to ${role ?? ''} ${name}; passed ${passed.join(', ')}`)
  }
  async enterOn(name: string | RegExp, role?: string, tab: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.tabTo(name, role, tab)
    await this.press('Enter')
  }
  /** Search or run. */
  async ask(words: string): Promise<void> {
    await this.press('Control+k')
    await expect(this.#page.getByRole('combobox', { name: 'Search or run' })).toBeFocused()
    await this.type(words)
    await this.press('Enter')
  }

  #focus(): Promise<{ role: string; name: string; isSeen: boolean }> {
    return this.#page.evaluate(() => {
      const at = document.activeElement ?? document.body
      const { outlineStyle, outlineWidth, borderBottomWidth, backgroundColor } = getComputedStyle(at)
      const label = at.getAttribute('aria-label') ?? document.getElementById(at.getAttribute('aria-labelledby') ?? '')?.innerText
      // the table behind the picture is not seen itself: the stage rings what it speaks of
      const isTwin = at.closest('.unseen .outline') !== null
      return {
        role: at.getAttribute('role') ?? at.tagName.toLowerCase(), name: (label ?? (at as HTMLElement).innerText ?? '').trim().replace(/\s+/g, ' '),
        isSeen: at === document.body || isTwin || (at.matches('.splitter') && backgroundColor !== 'rgba(0, 0, 0, 0)') || (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || parseFloat(borderBottomWidth) > 1,
      }
    })
  }
}
