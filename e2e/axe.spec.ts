import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { en } from '../src/ui/i18n/en.ts'
import type { Catalogue } from '../src/ui/i18n/index.ts'
import { ko } from '../src/ui/i18n/ko.ts'
import { expect, test } from './terrarium.ts'

/** A screen by its address, and what is done there before one looks. */
interface Screen { name: string; at: string; then(page: Page, words: Catalogue): Promise<void> }

const seen = (selector: string) => (page: Page) => expect(page.locator(selector).first()).toBeVisible({ timeout: 60_000 })
const tab = (id: string, shown: string) => async (page: Page) => {
  await page.locator(`#tab-${id}`).click()
  await seen(shown)(page)
}

const MAIN: readonly Screen[] = [
  { name: 'home', at: '#/', then: seen('.map') },
  { name: 'the world', at: '#/world', then: seen('.picture svg') },
  { name: 'a broker', at: '#/world/broker/2', then: seen('#side h2, .sheet') },
  { name: 'a lesson', at: '#/lesson/isr', then: seen('article h1') },
  { name: 'about', at: '#/about', then: seen('main h1') },
]
const WIDE: readonly Screen[] = [
  { name: 'a replica', at: '#/world/replica/orders-0/2', then: seen('#side h2') },
  { name: 'a group and its reset', at: '#/world', then: tab('groups', '.reset') },
  { name: 'the editor', at: '#/world', then: tab('editor', '.view-lines') },
  { name: 'the terminal', at: '#/world', then: tab('terminal', '.xterm-rows') },
  {
    name: 'the commands', at: '#/world/replica/orders-0/2',
    async then(page, words) {
      await page.locator('summary', { hasText: words['cmd.show'] }).click()
      await seen('.cmdlines .cmd')(page)
    },
  },
  { name: 'the log', at: '#/world', then: tab('log', '.lines') },
  { name: 'the wire', at: '#/world', then: tab('wire', '.exchanges tbody tr') },
  { name: 'the metrics', at: '#/world', then: tab('metrics', '.chart') },
  { name: 'the configs', at: '#/world', then: tab('configs', '.configsbody tbody tr') },
  { name: 'the ledger', at: '#/world', then: tab('ledger', '#dock-panel table') },
  { name: 'the table', at: '#/world', then: (page, words) => page.getByRole('button', { name: words['zoom.table'], exact: true }).click() },
  {
    name: 'the import dialog', at: '#/world',
    async then(page, words) {
      await page.getByRole('button', { name: words['do.import'], exact: true }).click()
      await seen('dialog[open]')(page)
    },
  },
  {
    name: 'the palette', at: '#/world/broker/2',
    async then(page) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await seen('dialog[open] li')(page)
    },
  },
]

for (const { locale, words, width, height, screens } of [
  { locale: 'en-US', words: en, width: 1440, height: 900, screens: [...MAIN, ...WIDE] },
  { locale: 'ko-KR', words: ko, width: 1440, height: 900, screens: [...MAIN, ...WIDE] },
  { locale: 'en-US', words: en, width: 390, height: 844, screens: MAIN },
  { locale: 'ko-KR', words: ko, width: 390, height: 844, screens: MAIN },
]) test.describe(`axe finds nothing, light or dark: ${locale}, ${width}×${height}`, () => {
  test.use({ locale, viewport: { width, height } })
  test.describe.configure({ timeout: 240_000 })

  test('on every screen', async ({ terrarium: { page } }) => {
    await page.goto('#/')
    for (const { name, at, then } of screens) await test.step(name, async () => {
      await page.goto(at)
      await then(page, words)
      await expectNothing(page, name)
    })
  })

  test('where there is trouble', async ({ terrarium, context }) => {
    await terrarium.open('#/world')
    const second = await context.newPage()
    await second.goto('#/world')
    await seen('[role=alert] h1')(second)
    await expectNothing(second, 'trouble')
  })
})

async function expectNothing(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    expect.soft(await found(page), `${screen}, ${colorScheme}`).toEqual([])
  }
}

/** Rule, place and reason of whatever axe objects to. */
async function found(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target.join(' ')}: ${any[0]?.message ?? ''}`))
}
