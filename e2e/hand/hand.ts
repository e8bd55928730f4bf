import type { Locator, Page } from '@playwright/test'
import { KeyboardHand } from './keyboard.ts'
import { MouseHand } from './mouse.ts'

export type Way = 'mouse' | 'keyboard'

/** What a person does to a page, whichever way they do it. What is waited for is the page objects' own. */
export interface Hand {
  readonly way: Way
  /** A button, a link, a tab, a radio. */
  press(what: Locator): Promise<void>
  /** One thing of the stage by its name; `mark` is where it is drawn. */
  pick(name: string, mark: Locator): Promise<void>
  /** An entry of a select. */
  choose(entry: string, of: Locator): Promise<void>
  /** In the place of what a field holds. */
  fill(field: Locator, text: string): Promise<void>
  /** Puts the caret into what is typed in: the code, the command line. */
  enter(what: Locator): Promise<void>
  /** Where the caret is. */
  type(text: string): Promise<void>
  key(key: string): Promise<void>
  /** To the end of a slider. */
  slideToEnd(slider: Locator): Promise<void>
  /** What is to be said when the story is over. */
  done(): Promise<void>
}

const held = new WeakMap<Page, Hand>()

/** From here on the page is played this way. Before it is opened. */
export async function hold(page: Page, way: Way): Promise<Hand> {
  const hand = way === 'mouse' ? new MouseHand(page) : await KeyboardHand.on(page)
  held.set(page, hand)
  return hand
}

/** The hand a page is played with; a page that nobody asked about is clicked on. */
export const handOf = (page: Page): Hand => held.get(page) ?? new MouseHand(page)
