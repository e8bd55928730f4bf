import type { BrowserContext, Page } from 'playwright'
import type { Row } from '../figure.ts'
import { footprintOf } from './footprint.ts'
import { openTab, useAll } from './person.ts'
import { say } from './say.ts'

const MINUTE = 60_000_000
const TEN_MINUTES = 10 * MINUTE
const LOOK_MS = 5_000
/** Through which somebody goes who wants to see all of it, one after the other. */
const TABS = ['log', 'groups', 'segments', 'wire', 'metrics', 'ledger']

/** How somebody watches: how fast the world goes, and where its slider stands for that; whether they stay with what they see. */
export interface Watching { readonly said: string; readonly notch: string; readonly stays?: true; readonly isBeside?: true }

/** The most that the page weighs in the last of ten minutes of its world, after a person has used all of it once. */
export async function weigh(context: BrowserContext, page: Page, { said, notch, stays, isBeside }: Watching): Promise<Row[]> {
  await page.locator('.speed input').fill(notch)
  await useAll(page)
  const now = () => page.evaluate(() => window.terrarium.view()!.now), from = await now()
  let most: number | null = null
  for (let nth = 0, at = from; at < from + TEN_MINUTES; nth++, at = await now()) {
    const weight = await footprintOf(context)
    say(`${said}: ${Math.floor((at - from) / 1_000_000)} s of 600, ${Math.round(weight ?? 0)} MB`)
    if (weight !== null && at >= from + TEN_MINUTES - MINUTE) most = Math.max(most ?? 0, weight)
    if (!stays) await openTab(page, TABS[nth % TABS.length]!)
    await page.waitForTimeout(LOOK_MS)
  }
  const value = Math.max(most ?? 0, await footprintOf(context) ?? 0), unit = 'MB', better = 'less'
  return value === 0 ? [] : [{ figure: `page and its workers, ten minutes ${said}`, value, unit, aim: 400, minimum: 400, better, ...isBeside && { isBeside } }]
}
