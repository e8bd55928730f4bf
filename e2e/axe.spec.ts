import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { en } from '../src/ui/i18n/en.ts'
import type { Catalogue } from '../src/ui/i18n/index.ts'
import { ko } from '../src/ui/i18n/ko.ts'
import { words as ownEn } from '../src/ui/own/words.en.ts'
import { words as ownKo } from '../src/ui/own/words.ko.ts'
import { expect, test } from './terrarium.ts'

/** A screen by its address, and what is done there before one looks. */
interface Screen { name: string; at: string; then(page: Page, words: Catalogue): Promise<void> }

const seen = (selector: string) => (page: Page) => expect(page.locator(selector).first()).toBeVisible()
const tab = (id: string, shown: string) => async (page: Page) => {
  await page.locator(`#tab-${id}`).click()
  await seen(shown)(page)
}

/** The words before the first that is filled in. */
const startOf = (text: string): RegExp => new RegExp(`^${text.split('{')[0]!.trim()}`)
const isNarrow = (page: Page): boolean => page.viewportSize()!.width < 700
/** By search, as everything can be done at every width. */
async function ask(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('dialog[open] input').fill(command)
  await page.keyboard.press('Enter')
}

const MAIN: readonly Screen[] = [
  { name: 'home', at: '#/', then: seen('.map') },
  { name: 'the world', at: '#/world', then: seen('.picture svg') },
  { name: 'a broker', at: '#/world/broker/2', then: seen('#side h2, .sheet') },
  { name: 'a lesson', at: '#/lesson/isr', then: seen('article h1') },
  { name: 'about', at: '#/about', then: seen('main h1') },
]
/** Panes and dialogs that are made for both sizes. */
const OVER: readonly Screen[] = [
  {
    name: 'the way of a record', at: '#/world/partition/orders-1',
    async then(page, words) {
      if (isNarrow(page)) await page.locator('.sheet .link').click()
      await page.getByRole('button', { name: startOf(words['do.follow']) }).click()
      await seen('.passport li')(page)
    },
  },
  { name: 'the internal topics', at: '#/world?dock=internal', then: seen('.internalpane tbody tr') },
  {
    name: 'the files of the editor', at: '#/world?dock=log',
    async then(page) {
      await page.locator('#tab-editor').click()
      await seen('.files')(page)
      await page.locator('.files [aria-haspopup=menu]').first().click()
      await seen('.popmenu')(page)
    },
  },
  {
    name: 'two tracks side by side', at: '#/world',
    async then(page, words) {
      await page.evaluate(() => window.terrarium.fork(window.terrarium.view()!.now))
      await page.getByRole('button', { name: words['fork.compare'].replace('{name}', words['fork.first']) }).click()
      await seen('.comparedialog table')(page)
    },
  },
  {
    name: 'a lesson of one’s own', at: '#/world',
    async then(page, words) {
      await ask(page, words['do.record-lesson'])
      await page.getByRole('button', { name: (words === ko ? ownKo : ownEn).make }).click()
      await page.locator('.author select').selectOption('broker-down')
    },
  },
  {
    name: 'a backup', at: '#/',
    async then(page) {
      const saved = page.waitForEvent('download')
      await page.locator('.backup button').first().click()
      await page.getByTestId('backup-file').setInputFiles(await (await saved).path())
      await seen('.backup .plan')(page)
    },
  },
  {
    name: 'the map of a fleet', at: '#/world',
    async then(page, words) {
      if (isNarrow(page)) await page.locator('nav.switch').getByRole('button', { name: words['switch.stage'] }).click()
      for (const _ of ['brokers', 'fleet']) await page.keyboard.press('-')
      await seen('.fleet canvas')(page)
    },
  },
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

for (const { locale, words, width, height, wide } of [
  { locale: 'en-US', words: en, width: 1440, height: 900, wide: WIDE },
  { locale: 'ko-KR', words: ko, width: 1440, height: 900, wide: WIDE },
  { locale: 'en-US', words: en, width: 390, height: 844, wide: [] },
  { locale: 'ko-KR', words: ko, width: 390, height: 844, wide: [] },
]) test.describe(`axe finds nothing: ${locale}, ${width}×${height}`, () => {
  test.use({ locale, viewport: { width, height } })

  for (const [where, these] of [['on every screen', MAIN], ['in what opens over and beside it', OVER], ['in what only a wide page has', wide]] as const) {
    if (these.length > 0) test(where, async ({ terrarium: { page } }) => {
      await page.goto('#/')
      for (const { name, at, then } of these) await test.step(name, async () => {
        if (await page.locator('dialog[open]').isVisible()) await page.keyboard.press('Escape')
        await page.goto(at)
        await then(page, words)
        await expectNothing(page, name, words)
      })
    })
  }

  test('where there is trouble', async ({ terrarium, context }) => {
    await terrarium.open('#/world')
    const second = await context.newPage()
    await second.goto('#/world')
    await seen('[role=alert] h1')(second)
    await expectNothing(second, 'trouble', words)
  })
})

/** Everything in light; in dark, where the same page has other colours, what colours can do wrong: in one language, for colours speak none. */
async function expectNothing(page: Page, screen: string, words: Catalogue): Promise<void> {
  for (const colorScheme of words === en ? ['light', 'dark'] as const : ['light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    expect.soft(await found(page, colorScheme), `${screen}, ${colorScheme}`).toEqual([])
  }
}

/** Rule, place and reason of whatever axe objects to. */
async function found(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  // what passes is not described, which is most of the work; there is no frame to look into, and no second page to open for it
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await (theme === 'dark' ? axe.withRules('color-contrast') : axe.withTags(TAGS)).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target.join(' ')}: ${any[0]?.message ?? ''}`))
}
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
