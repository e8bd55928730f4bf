import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright'
import { preview } from 'vite'
import { installedBrowser, launchArgs } from '../../browser.mjs'
import type { Row } from '../figure.ts'
import { openAtFullLoad } from './full-load.ts'
import { countOf, inpOf, interactionsOf, told, watchInteractions } from './inp.ts'
import { useAll } from './person.ts'
import { say } from './say.ts'
import { weigh, type Watching } from './weight.ts'

const PORT = 4_391

/** As somebody watches; then harder than anybody does. */
const WATCHERS: readonly Watching[] = [
  { said: 'at its own pace', notch: '20', stays: true },
  { said: 'at four times its pace, another tab every five seconds', notch: '26', isBeside: true },
  { said: 'as fast as it goes, another tab every five seconds', notch: '51', isBeside: true },
]

/**
 * The built page itself while its world runs at full load: how soon it answers a person, and what it weighs after ten minutes of the world.
 * Null where no Chromium is on the machine.
 */
export async function onPage(dist: string): Promise<Row[] | null> {
  const executablePath = installedBrowser()
  if (!executablePath) return null
  const server = await preview({ configFile: false, logLevel: 'error', build: { outDir: dist }, preview: { host: '127.0.0.1', port: PORT } })
  const open = (look: Look) => atFullLoad(executablePath, server.resolvedUrls!.local[0]!, look)
  try {
    const rows = await open((_, page) => answeringAtBothPaces(page))
    for (const watching of WATCHERS) rows.push(...await open((context, page) => weigh(context, page, watching)))
    return rows
  } finally {
    await server.close()
  }
}

type Look = (context: BrowserContext, page: Page) => Promise<Row[]>

/** A browser of its own; its profile is a folder, as a person's is. */
async function atFullLoad(executablePath: string, url: string, look: Look): Promise<Row[]> {
  const profile = await mkdtemp(join(tmpdir(), 'terrarium-page-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, args: [...launchArgs], viewport: { width: 1_440, height: 900 }, serviceWorkers: 'block',
  })
  try {
    const page = await context.newPage()
    await watchInteractions(page)
    await openAtFullLoad(page, url)
    say('the world is at full load')
    return await look(context, page)
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
}

async function answeringAtBothPaces(page: Page): Promise<Row[]> {
  const slow = await answering(page, 'at the world’s pace')
  await page.locator('.speed input').press('End')
  return [slow, await answering(page, 'as fast as it goes')]
}

async function answering(page: Page, pace: string): Promise<Row> {
  const before = await countOf(page)
  await page.evaluate(() => window.interactions.clear())
  await useAll(page)
  const [all, count] = [await interactionsOf(page), await countOf(page) - before]
  say(`${pace}: ${count} interactions, the longest ${all.slice(0, 5).map(told).join(', ')}`)
  return { figure: `page at full load, ${pace}: INP`, value: inpOf(all, count), unit: 'ms', aim: 100, minimum: 200, better: 'less' }
}
