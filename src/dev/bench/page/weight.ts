import type { BrowserContext, Page } from 'playwright'
import type { Row } from '../figure.ts'
import { footprintOf } from './footprint.ts'
import { openTab, useAll } from './person.ts'
import { say } from './say.ts'

const MINUTE = 60_000_000
const TEN_MINUTES = 10 * MINUTE
const LOOK_MS = 5_000
/** What somebody who watches goes through, one after the other. */
const TABS = ['log', 'groups', 'segments', 'wire', 'metrics', 'ledger']

/** How fast the world goes, and where its slider stands for that; so much is accepted, in MB. */
export interface PaceOfWeight { readonly pace: string; readonly notch: string; readonly minimum: number }

/** The most that the page weighs in the last of ten minutes of its world, while a person uses all of it once and then goes from tab to tab. */
export async function weigh(context: BrowserContext, page: Page, { pace, notch, minimum }: PaceOfWeight): Promise<Row[]> {
  await page.locator('.speed input').fill(notch)
  await useAll(page)
  const now = () => page.evaluate(() => window.terrarium.view()!.now), from = await now()
  let most: number | null = null
  for (let nth = 0, at = from; at < from + TEN_MINUTES; nth++, at = await now()) {
    const weight = await footprintOf(context)
    say(`${pace}: ${Math.floor((at - from) / 1_000_000)} s of 600, ${Math.round(weight ?? 0)} MB`)
    if (weight !== null && at >= from + TEN_MINUTES - MINUTE) most = Math.max(most ?? 0, weight)
    await openTab(page, TABS[nth % TABS.length]!)
    await page.waitForTimeout(LOOK_MS)
  }
  const value = Math.max(most ?? 0, await footprintOf(context) ?? 0)
  return value === 0 ? [] : [{ figure: `page and its workers, ten minutes ${pace}`, value, unit: 'MB', aim: 400, minimum, better: 'less' }]
}
