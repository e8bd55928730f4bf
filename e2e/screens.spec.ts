import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { en } from '../src/ui/i18n/en.ts'
import type { Catalogue } from '../src/ui/i18n/index.ts'
import { ko } from '../src/ui/i18n/ko.ts'
import { differences, readLayout, writeLayout, type Layout, type Theme } from './layouts.ts'
import { layoutOf, sidewaysOf } from './pages/layout.ts'
import { MAIN, OVER, seen, WIDE } from './screens.ts'
import { expect, Terrarium, test } from './terrarium.ts'

/** The folder of `layouts/` a size and a language have. */
const SIZES = [
  { locale: 'en-US', words: en, width: 1440, height: 900, wide: WIDE },
  { locale: 'ko-KR', words: ko, width: 1440, height: 900, wide: WIDE },
  { locale: 'en-US', words: en, width: 390, height: 844, wide: [] },
  { locale: 'ko-KR', words: ko, width: 390, height: 844, wide: [] },
] as const
/** Half of a desk's window is that window at a zoom of 200 %; the narrowest there is has 320. */
const SMALLER = { 1440: { width: 720, height: 450 }, 390: { width: 320, height: 700 } }
const THEMES = ['light', 'dark'] as const satisfies Theme[]

for (const { locale, words, width, height, wide } of SIZES) test.describe(`${locale}, ${width}×${height}: axe finds nothing, all stands in its place`, () => {
  test.use({ locale, viewport: { width, height } })

  for (const [where, these] of [['on every screen', MAIN], ['in what opens over and beside it', OVER], ['in what only a wide page has', wide]] as const) {
    if (these.length > 0) test(where, async ({ terrarium }, { config: { updateSnapshots } }) => {
      const { page } = terrarium
      await terrarium.openStill(words)
      for (const { name, at, then, moves } of these) await test.step(name, async () => {
        if (await page.locator('dialog[open]').isVisible()) await page.keyboard.press('Escape')
        await page.goto(at)
        await then(terrarium, words)
        await expectNothing(page, name, words)
        if (!moves) await expectInPlace(page, `${width}-${locale.slice(0, 2)}/${name}`, updateSnapshots === 'changed')
        await expectNoWayAside(page, name, SMALLER[width])
        await page.setViewportSize({ width, height })
      })
    })
  }

  test('where there is trouble', async ({ terrarium, context }) => {
    await terrarium.open('#/world')
    const second = await context.newPage()
    await second.goto('#/world')
    await seen('[role=alert] h1')(new Terrarium(second))
    await expectNothing(second, 'trouble', words)
  })
})

/** Everything in light; in dark, where the same page has other colours, what colours can do wrong: in one language, for colours speak none. */
async function expectNothing(page: Page, screen: string, words: Catalogue): Promise<void> {
  for (const theme of words === en ? THEMES : ['light'] as const) {
    await wear(page, theme)
    expect.soft(await found(page, theme), `${screen}, ${theme}`).toEqual([])
  }
}

async function wear(page: Page, colorScheme: Theme): Promise<void> {
  await page.mouse.move(0, 0)
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
}

/** As it was when somebody last looked at it, in both themes; with `--update-snapshots`, how it is now is kept instead. */
async function expectInPlace(page: Page, screen: string, keeps: boolean): Promise<void> {
  const is = {} as Record<Theme, Layout>
  for (const theme of THEMES.toReversed()) {
    await wear(page, theme)
    if (keeps) is[theme] = await layoutOf(page)
    else await expect.soft(async () => expect(differences(readLayout(screen, theme), await layoutOf(page)), `${screen}, ${theme}`).toEqual([])).toPass({ timeout: 20_000 })
  }
  if (keeps) writeLayout(screen, is)
}

async function expectNoWayAside(page: Page, screen: string, size: { width: number; height: number }): Promise<void> {
  expect.soft(await sidewaysOf(page), `${screen} can be scrolled sideways`).toBe(0)
  await page.setViewportSize(size)
  await expect.soft.poll(() => sidewaysOf(page), { message: `${screen} can be scrolled sideways at ${size.width}×${size.height}`, timeout: 20_000 }).toBe(0)
}

/** Rule, place and reason of whatever axe objects to. */
async function found(page: Page, theme: Theme): Promise<string[]> {
  // what passes is not described, which is most of the work; there is no frame to look into, and no second page to open for it
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await (theme === 'dark' ? axe.withRules('color-contrast') : axe.withTags(TAGS)).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id} ${target.join(' ')}: ${any[0]?.message ?? ''}`))
}
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
