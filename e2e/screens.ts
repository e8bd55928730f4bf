import type { Page } from '@playwright/test'
import type { Catalogue } from '../src/ui/i18n/index.ts'
import { ko } from '../src/ui/i18n/ko.ts'
import { words as ownEn } from '../src/ui/own/words.en.ts'
import { words as ownKo } from '../src/ui/own/words.ko.ts'
import { expect, type Terrarium } from './terrarium.ts'

/** A screen by its address, and what is done there before one looks. */
export interface Screen {
  readonly name: string
  readonly at: string
  then(terrarium: Terrarium, words: Catalogue): Promise<void>
  /** Where it is scrolled to, or which frames it was in time to see, is not certain: its boxes are not compared. */
  readonly moves?: true
}

export const seen = (selector: string) => ({ page }: Terrarium) => expect(page.locator(selector).first()).toBeVisible()
/** The world stands still, and what asks its brokers or samples it waits until it goes on. */
const answered = (terrarium: Terrarium) => terrarium.run({ for: 2_000_000 })
const tab = (id: string, shown: string, asked = '#dock-panel > *') => async (terrarium: Terrarium) => {
  await terrarium.page.locator(`#tab-${id}`).click()
  await seen(asked)(terrarium)
  // what a pane asks may come to the world after it has stopped again
  await expect(async () => {
    await answered(terrarium)
    await expect(terrarium.page.locator(shown).first()).toBeVisible({ timeout: 5_000 })
  }).toPass()
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

export const MAIN: readonly Screen[] = [
  { name: 'home', at: '#/', then: seen('.map') },
  { name: 'the world', at: '#/world', then: seen('.picture svg') },
  { name: 'a broker', at: '#/world/broker/2', then: seen('#side h2, .sheet') },
  {
    name: 'a lesson', at: '#/lesson/isr',
    async then(terrarium, words) {
      await seen('article h1')(terrarium)
      await terrarium.stopAt(60_000_000, words)
    },
  },
  { name: 'about', at: '#/about', then: seen('main h1') },
]
/** Panes and dialogs that are made for both sizes. */
export const OVER: readonly Screen[] = [
  {
    name: 'the way of a record', at: '#/world/partition/orders-1', moves: true,
    async then(terrarium, words) {
      const { page } = terrarium
      if (isNarrow(page)) await page.locator('.sheet .link').click()
      await page.getByRole('button', { name: startOf(words['do.follow']) }).click()
      await answered(terrarium)
      await seen('.passport li')(terrarium)
    },
  },
  { name: 'the internal topics', at: '#/world?dock=internal', then: seen('.internalpane tbody tr') },
  {
    name: 'the files of the editor', at: '#/world?dock=log',
    async then(terrarium) {
      const { page } = terrarium
      await page.locator('#tab-editor').click()
      await seen('.view-lines')(terrarium)
      await seen('.files')(terrarium)
      await page.locator('.files [aria-haspopup=menu]').first().click()
      await seen('.popmenu')(terrarium)
    },
  },
  {
    name: 'two tracks side by side', at: '#/world',
    async then(terrarium, words) {
      const { page } = terrarium
      await page.evaluate(() => window.terrarium.fork(window.terrarium.view()!.now))
      await page.getByRole('button', { name: words['fork.compare'].replace('{name}', words['fork.first']) }).click()
      await seen('.comparedialog table')(terrarium)
    },
  },
  {
    name: 'a lesson of one’s own', at: '#/world',
    async then(terrarium, words) {
      const { page } = terrarium
      await ask(page, words['do.record-lesson'])
      await page.getByRole('button', { name: (words === ko ? ownKo : ownEn).make }).click()
      await page.locator('.author select').selectOption('broker-down')
    },
  },
  {
    name: 'a backup', at: '#/',
    async then(terrarium) {
      const { page } = terrarium
      const saved = page.waitForEvent('download')
      await page.locator('.backup button').first().click()
      await page.getByTestId('backup-file').setInputFiles(await (await saved).path())
      await seen('.backup .plan')(terrarium)
    },
  },
  {
    name: 'the map of a fleet', at: '#/world',
    async then(terrarium, words) {
      const { page } = terrarium
      if (isNarrow(page)) await page.locator('nav.switch').getByRole('button', { name: words['switch.stage'] }).click()
      for (const _ of ['brokers', 'fleet']) await page.keyboard.press('-')
      await seen('.fleet canvas')(terrarium)
    },
  },
]
export const WIDE: readonly Screen[] = [
  { name: 'a replica', at: '#/world/replica/orders-0/2', then: seen('#side h2') },
  { name: 'a group and its reset', at: '#/world', then: tab('groups', '.reset') },
  { name: 'the editor', at: '#/world', then: tab('editor', '.view-lines') },
  { name: 'the terminal', at: '#/world', then: tab('terminal', '.xterm-rows') },
  {
    name: 'the commands', at: '#/world/replica/orders-0/2',
    async then(terrarium, words) {
      const { page } = terrarium
      await page.locator('summary', { hasText: words['cmd.show'] }).click()
      await seen('.cmdlines .cmd')(terrarium)
    },
  },
  { name: 'the log', at: '#/world', moves: true, then: tab('log', '.lines') },
  { name: 'the wire', at: '#/world', moves: true, then: tab('wire', '.exchanges tbody tr') },
  { name: 'the segments', at: '#/world/replica/orders-0/1?dock=segments', then: seen('.codes') },
  { name: 'the metrics', at: '#/world', then: tab('metrics', '.chart') },
  { name: 'the configs', at: '#/world', then: tab('configs', '.configsbody tbody tr', '#dock-panel .empty') },
  { name: 'the ledger', at: '#/world', then: tab('ledger', '#dock-panel table') },
  { name: 'the table', at: '#/world', then: ({ page }, words) => page.getByRole('button', { name: words['zoom.table'], exact: true }).click() },
  {
    name: 'the import dialog', at: '#/world',
    async then(terrarium, words) {
      const { page } = terrarium
      await page.getByRole('button', { name: words['do.import'], exact: true }).click()
      await seen('dialog[open]')(terrarium)
    },
  },
  {
    name: 'the palette', at: '#/world/broker/2',
    async then(terrarium) {
      const { page } = terrarium
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await seen('dialog[open] li')(terrarium)
    },
  },
]
