import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright'
import { preview } from 'vite'
import { installedBrowser, launchArgs } from '../../browser.mjs'
import type { Row } from '../figure.ts'
import { footprintOf } from './footprint.ts'
import { openAtFullLoad } from './full-load.ts'
import { countOf, inpOf, interactionsOf, watchInteractions } from './inp.ts'
import { useAll } from './person.ts'

const TEN_MINUTES = 600_000_000
const PORT = 4_391
const TELL_MS = 10_000

/**
 * The built page itself while its world runs at full load: how soon it answers a person, and what it weighs after ten minutes of the world.
 * Null where no Chromium is on the machine. The profile is a folder, as a person's is.
 */
export async function onPage(dist: string): Promise<Row[] | null> {
  const executablePath = installedBrowser()
  if (!executablePath) return null
  const profile = await mkdtemp(join(tmpdir(), 'terrarium-page-'))
  const server = await preview({ configFile: false, logLevel: 'error', build: { outDir: dist }, preview: { host: '127.0.0.1', port: PORT } })
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, args: [...launchArgs], viewport: { width: 1_440, height: 900 }, serviceWorkers: 'block',
  })
  try {
    const page = await context.newPage()
    await watchInteractions(page)
    await openAtFullLoad(page, server.resolvedUrls!.local[0]!)
    say('the world is at full load')
    const slow = await answering(page, 'at the world’s pace')
    await page.locator('.speed input').press('End')
    const fast = await answering(page, 'as fast as it goes')
    return [slow, fast, ...await weighing(context, page)]
  } finally {
    await context.close()
    await server.close()
    await rm(profile, { recursive: true, force: true })
  }
}

async function answering(page: Page, pace: string): Promise<Row> {
  const before = await countOf(page)
  await page.evaluate(() => window.interactions.clear())
  await useAll(page)
  const [all, count] = [await interactionsOf(page), await countOf(page) - before]
  say(`${pace}: ${count} interactions, the longest ${all.slice(0, 5).map(({ what, ms }) => `${what} ${ms} ms`).join(', ')}`)
  return { figure: `page at full load, ${pace}: INP`, value: inpOf(all, count), unit: 'ms', aim: 100, minimum: 200, better: 'less' }
}

async function weighing(context: BrowserContext, page: Page): Promise<Row[]> {
  const now = () => page.evaluate(() => window.terrarium.view()!.now)
  const from = await now()
  for (let at = from; at < from + TEN_MINUTES; at = await now()) {
    say(`${Math.floor((at - from) / 1_000_000)} s of 600, ${Math.round(await footprintOf(context) ?? 0)} MB`)
    await page.waitForTimeout(TELL_MS)
  }
  const value = await footprintOf(context)
  return value === null ? [] : [{ figure: 'page and its workers, ten minutes at full load', value, unit: 'MB', aim: 400, minimum: 400, better: 'less' }]
}

/** Of what takes minutes, to whoever waits; the table alone is the output. */
const say = (line: string): void => console.error(line)
