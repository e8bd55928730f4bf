import { expect, type Locator, type Page } from '@playwright/test'
import { keyTo, stop } from './focus.ts'
import type { Hand } from './hand.ts'
import { onlyKeys } from './only-keys.ts'

/** A page on which one thing is farther away than this is not one for the keyboard. */
const FAR = 40

/** Keys alone: Tab, Shift+Tab and arrows until the focus is there, every stop seen; then Enter, Space, or what is typed. */
export class KeyboardHand implements Hand {
  readonly way = 'keyboard'
  readonly #page: Page
  #presses = 0
  #farthest = { presses: 0, to: '' }
  #hasTyped = false
  /** What a person without a mouse would complain of. */
  readonly #complaints = new Set<string>()

  private constructor(page: Page) { this.#page = page }

  static async on(page: Page): Promise<KeyboardHand> {
    await onlyKeys.watch(page)
    return new KeyboardHand(page)
  }

  async press(what: Locator): Promise<void> {
    await expect(what).toBeEnabled()
    await this.#reach(what)
    const isChosen = await what.evaluate(element => ['aria-selected', 'aria-checked'].some(state => element.getAttribute(state) === 'true'))
    if (!isChosen) await this.key(await what.getAttribute('role') === 'radio' ? 'Space' : 'Enter')
  }
  /** Search or run: its first letters, and arrows to the very one. */
  async pick(name: string): Promise<void> {
    // these keep the key to themselves
    if (await this.#page.locator(':is(.monaco-editor, .xterm) :focus').count()) await this.key('F6')
    await this.key('Control+k')
    const search = this.#page.getByRole('combobox', { name: 'Search or run' })
    await expect(search).toBeFocused()
    await this.type(name)
    const chosen = this.#page.getByRole('option', { selected: true })
    for (let step = 0; step < FAR; step++) {
      if (await chosen.locator('span').first().innerText() === name) return this.key('Enter')
      await this.key('ArrowDown')
    }
    throw new Error(`nothing is called ${name}`)
  }
  async choose(entry: string, of: Locator): Promise<void> {
    await this.#reach(of)
    await this.type(entry)
    await expect(of).toHaveValue(entry)
  }
  async fill(field: Locator, text: string): Promise<void> {
    await this.#reach(field)
    await this.key('Control+a')
    await this.type(text)
  }
  enter(what: Locator): Promise<void> { return this.#reach(what) }
  async key(key: string): Promise<void> {
    this.#presses++
    await this.#page.keyboard.press(key)
  }
  async type(text: string): Promise<void> {
    this.#hasTyped = true
    this.#presses += text.length
    await this.#page.keyboard.type(text)
  }
  async slideToEnd(slider: Locator): Promise<void> {
    await this.#reach(slider)
    await this.key('End')
  }
  async done(): Promise<void> {
    expect([...this.#complaints, ...await onlyKeys.others(this.#page)], 'keys alone are enough').toEqual([])
    console.log(`    ${this.#presses} presses; the farthest way took ${this.#farthest.presses}, to ${this.#farthest.to}`)
  }

  async #reach(what: Locator): Promise<void> {
    const to = await what.elementHandle()
    const passed = [await this.#stop(`on the way to ${String(what)}`)]
    await this.#leave(what)
    for (let presses = 0; presses < FAR; presses++) {
      const key = await to!.evaluate(keyTo)
      if (key === null) return this.#note(presses, what)
      await this.key(key)
      passed.push(await this.#stop(`after ${passed.at(-1)!}`))
    }
    throw new Error(`${String(what)} is more than ${FAR} presses away; passed ${passed.join(', ')}`)
  }
  /** Who has typed code goes on typing with Tab: Escape leads out, or closes first what has opened over it. */
  async #leave(to: Locator): Promise<void> {
    const code = this.#page.locator('.monaco-editor :focus')
    for (let n = 0; this.#hasTyped && n < 3 && await code.count() > 0 && await to.locator(':focus').count() === 0; n++) await this.key('Escape')
    this.#hasTyped = false
  }
  async #stop(when: string): Promise<string> {
    const { name, isLost, isSeen, isInSight } = await this.#page.evaluate(stop)
    // before the first key it is nowhere
    if (isLost && this.#presses > 0) this.#complaints.add(`the focus is lost, ${when}`)
    if (!isSeen) this.#complaints.add(`the focus was not seen before it came to ${name}, ${when}`)
    if (!isInSight) this.#complaints.add(`${name} is out of sight while it has the focus`)
    return name
  }
  #note(presses: number, to: Locator): void {
    if (presses > this.#farthest.presses) this.#farthest = { presses, to: String(to) }
  }
}
