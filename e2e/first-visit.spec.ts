import { expect, test } from './terrarium.ts'

declare global { interface Window { alive?: { drawnMs?: number; movingMs?: number } } }

test('the first visit: something alive, one sentence, one button', async ({ terrarium }) => {
  const { page } = terrarium
  // beside the page, from its first moment: when a broker was drawn, and when a request was first seen on its way
  await page.addInitScript(() => {
    const alive: NonNullable<Window['alive']> = window.alive = {}
    const look = () => {
      if (document.querySelector('.alive svg')) alive.drawnMs ??= Math.round(performance.now())
      if (document.querySelector('.alive canvas') && window.terrarium?.view()?.frames.length) alive.movingMs ??= Math.round(performance.now())
      if (alive.movingMs === undefined) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto('')
  await page.waitForFunction(() => window.alive?.movingMs !== undefined)
  const { drawnMs, movingMs } = (await page.evaluate(() => window.alive))!
  console.log(`first visit: the page is drawn after ${drawnMs} ms, the first frame moves after ${movingMs} ms`)

  const hero = page.getByRole('main').locator('.say')
  await expect(hero.getByRole('heading', { level: 1 })).toHaveCount(1)
  await expect(hero.locator('p')).toHaveCount(1)
  await expect(hero.locator('.btn')).toHaveText(['Send your first record'])
  await hero.locator('.btn').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your first record' })).toBeVisible()
})

test('who comes again is not greeted as a stranger', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open()
  await page.getByRole('button', { name: 'Explore freely' }).click()
  await page.getByRole('button', { name: 'Kafka Terrarium' }).click()
  await expect(page.getByText('Your cluster is as you left it')).toBeVisible()
})
