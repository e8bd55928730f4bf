import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright'
import { preview } from 'vite'
import { textOf } from '../session/share/shared-world.ts'
import { momentWorld } from '../testing/moment/bring.ts'
import { findBrowser, launchArgs } from './browser.mjs'
import { withPage } from './page-build.ts'

/*
 * The pictures of the first page of this repository, taken of the built page: `npm run pictures` writes them into
 * `dev/pictures/`, each in both themes. All but the lesson's show the moment of `testing/moment`.
 */

const folder = fileURLToPath(new URL('pictures/', import.meta.url))
const size = { width: 1_500, height: 930 }
/** Of each picture; what is larger is a mistake of whoever composed it. */
const MOST_BYTES = 150_000

await withPage(async outDir => {
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { host: '127.0.0.1', port: 4_391 } })
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: [...launchArgs] })
  try {
    await takeAll(browser, server.resolvedUrls!.local[0]!)
  } finally {
    await browser.close()
    await server.close()
  }
})

async function takeAll(browser: Browser, baseURL: string): Promise<void> {
  const context = await browser.newContext({ baseURL, viewport: size, locale: 'en-US', reducedMotion: 'reduce', serviceWorkers: 'block' })
  const page = await context.newPage()
  const world = await openMoment(page)
  await page.goto(`#/world/${world}/partition/orders-4`)
  await page.locator('#side h2').waitFor()
  await take(page, 'stage')
  await page.goto(`#/world/${world}/replica/orders-0/1?dock=segments`)
  await page.getByRole('treeitem').nth(3).click()
  await take(page, 'bytes')
  await playLesson(page)
  await take(page, 'lesson')
}

/** As somebody opens what was shared with them; it stands still when this resolves to the id of its world. */
async function openMoment(page: Page): Promise<string> {
  const { shared } = await momentWorld()
  await page.goto('#/shared')
  await page.getByTestId('shared-file').setInputFiles({ name: 'moment.terrarium.json', mimeType: 'application/json', buffer: Buffer.from(textOf(shared)) })
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByRole('button', { name: 'Pause', exact: true }).click({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Good', exact: true }).click()
  return /w-[a-z\d]+/.exec(page.url())![0]
}

/** The lesson of the ISR, up to what happened: the follower on a slow line was dropped, as had been predicted. */
async function playLesson(page: Page): Promise<void> {
  await page.goto('#/lesson/isr')
  const article = page.getByRole('article')
  await article.getByText('everyone keeps up').waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Fold', exact: true }).click()
  await page.evaluate(() => window.terrarium.act({ do: 'link.slow', from: 'm3', to: 'm1', bytesPerSecond: 1_000 }))
  await article.getByRole('button', { name: 'Go on' }).click()
  await article.getByRole('radio', { name: 'Hang, until the leader drops broker 3' }).click()
  await page.evaluate(() => window.terrarium.run({ until: { event: 'isr.shrank' }, for: 90_000_000 }))
  await article.getByRole('region', { name: 'What happened' }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
}

async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor()
    const picture = await asWebp(page, await page.screenshot())
    if (picture.length > MOST_BYTES) throw new Error(`${name}, ${colorScheme}: ${picture.length} bytes, ${MOST_BYTES} at most`)
    await mkdir(folder, { recursive: true })
    await writeFile(`${folder}${name}-${colorScheme}.webp`, picture)
    console.log(`pictures/${name}-${colorScheme}.webp  ${Math.round(picture.length / 1_000)} kB`)
  }
}

/** The browser packs it, in a page of its own: the world's stays as it is. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const desk = await page.context().newPage()
  const url = await desk.evaluate(async ([base64, { width, height }]) => {
    const image = new Image(), canvas = Object.assign(document.createElement('canvas'), { width, height })
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    canvas.getContext('2d')!.drawImage(image, 0, 0)
    return canvas.toDataURL('image/webp', 0.9)
  }, [png.toString('base64'), size] as const)
  await desk.close()
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}
