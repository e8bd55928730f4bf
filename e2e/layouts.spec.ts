import { en } from '../src/ui/i18n/en.ts'
import { differences } from './layouts.ts'
import { layoutOf } from './pages/layout.ts'
import { seen } from './screens.ts'
import { expect, test } from './terrarium.ts'

test('a pane that moves, goes, is covered or stands on another ground is noticed; that time goes by is not', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.openStill(en)
  await page.goto('#/world/partition/orders-1')
  await seen('#side .facts')(terrarium)
  const was = await layoutOf(page), pane = page.locator('#side')
  const noticed = async (property: string, value: string): Promise<string[]> => {
    await pane.evaluate((pane, [property, value]) => pane.style.setProperty(property, value), [property, value] as const)
    const found = differences(was, await layoutOf(page))
    await pane.evaluate((pane, property) => pane.style.removeProperty(property), property)
    return found.map(line => line.replace(/ “.*/, '')).filter(line => line.includes(' h2'))
  }
  expect(differences(was, await layoutOf(page))).toEqual([])
  expect(await noticed('translate', '0 24px')).toEqual(['gone: h2', 'new: h2'])
  expect(await noticed('visibility', 'hidden')).toEqual(['gone: h2'])
  expect(await noticed('background', 'rgb(255, 0, 0)')).toEqual([expect.stringMatching(/^on #ff0000, not on #\w{6}: h2$/)])
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('div'), { id: 'cover' })))
  await page.locator('#cover').evaluate(cover => { cover.style.cssText = 'position: fixed; inset: 0 0 50% 50%; z-index: 99' })
  expect(differences(was, await layoutOf(page))).toContainEqual(expect.stringContaining('gone: h2'))
  await page.locator('#cover').evaluate(cover => cover.remove())
  await terrarium.run({ for: 1_000_000 })
  expect(differences(was, await layoutOf(page))).toEqual([])
})
