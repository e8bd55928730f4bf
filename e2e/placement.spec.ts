import type { BrowserContext, Page } from '@playwright/test'
import { makeCodecs } from '../src/host/codecs.ts'
import { programs } from '../src/world/programs.ts'
import { World, type LoggedAction } from '../src/world/world.ts'
import { Terrarium, choosePlacement, expect, test } from './terrarium.ts'

const SEED = 7
const seconds = (n: number) => n * 1_000_000

/** A page whose free world begins with that seed. */
async function pageWithSeed(context: BrowserContext): Promise<Terrarium> {
  await context.addInitScript(seed => {
    const draw = crypto.getRandomValues.bind(crypto)
    crypto.getRandomValues = values => values instanceof Uint32Array && values.length === 1 ? values.fill(seed) as typeof values : draw(values)
  }, SEED)
  return new Terrarium(await context.newPage())
}

async function pause(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
}
const trace = (page: Page) => page.evaluate(() => window.terrarium.trace())
const log = (page: Page) => page.evaluate(() => window.terrarium.log())
const lived = (page: Page, micros: number) => page.evaluate(async micros => {
  const until = window.terrarium.view()!.now + micros
  while (window.terrarium.view()!.now < until) await new Promise(requestAnimationFrame)
}, micros)

/** The same log, lived in Node in one region. */
async function traceInNode(actions: readonly LoggedAction[], until: number): Promise<string> {
  const world = new World({ seed: SEED, programs, codecs: await makeCodecs(), profile: 'laptop', onCrash: 'throw', replay: { actions, turns: [] } })
  world.advance({ until })
  return world.traceHash()
}

test('same seed and same actions, same trace: with a worker for each broker, with one, and in Node', async ({ browser }) => {
  const apart = await pageWithSeed(await browser.newContext()), { page } = apart
  await choosePlacement(page, 'A worker for each broker')
  await apart.open('#/world')
  await apart.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) > 0)
  await apart.run({ for: seconds(4) })
  await lived(page, seconds(1))
  await apart.act({ do: 'process.kill', process: 'broker-2' })
  await lived(page, seconds(1))
  await apart.act({ do: 'link.slow', from: 'm1', to: '*', delayMs: 5 })
  await lived(page, seconds(1))
  await apart.act({ do: 'process.start', process: 'broker-2' })
  await lived(page, seconds(1))
  await pause(page)
  const end = await trace(page), actions = await log(page)
  expect(end.workers).toBe(4)
  expect((await apart.view()).ledger.totals.lost).toBe(0)

  const together = await pageWithSeed(await browser.newContext())
  await together.open('#/world')
  await together.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) > 0)
  await pause(together.page)
  const begun = (await log(together.page)).length
  for (const { at, action } of actions.slice(begun)) {
    await together.run({ for: at - 1 - (await trace(together.page)).now })
    await together.act(action)
  }
  await together.run({ for: end.now - (await trace(together.page)).now })
  expect(await log(together.page)).toEqual(actions)
  expect(await trace(together.page)).toEqual({ ...end, workers: 1 })
  expect(await traceInNode(actions, end.now)).toBe(end.hash)
  expect([...apart.said, ...together.said]).toEqual([])
})

test('a broker whose worker cannot start breaks the world, with all it takes to see it again; in one worker it lives on', async ({ page }) => {
  const terrarium = new Terrarium(page)
  await page.route(/\/worker-[^/]*\.js$/, async route => {
    const response = await route.fetch()
    const lost = 'self.Worker = class extends Worker { constructor(_, options) { super("/lost.js", options) } };'
    await route.fulfill({ response, body: lost + await response.text() })
  })
  await terrarium.open('#/world')
  await choosePlacement(page, 'A worker for each broker')
  await page.goto('#/world')
  await expect(page.getByRole('alert')).toContainText('The engine stopped')
  await choosePlacement(page, 'One worker')
  await page.goto('#/world')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(async () => expect((await trace(page)).workers).toBe(1)).toPass()
  await terrarium.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) > 0)
})
