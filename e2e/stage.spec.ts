import { Stage } from './pages/stage.ts'
import { Worlds } from './pages/worlds.ts'
import { expect, test } from './terrarium.ts'

test('a replica is moved from its menu, by keyboard: a real reassignment', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open()
  await new Worlds(page).make('Five brokers', 'Five')
  await terrarium.until(() => Object.keys(window.terrarium.view()?.metadata.brokers ?? {}).length === 5)
  await terrarium.until(() => window.terrarium.view()?.metadata.topics['orders']?.partitions.every(({ isr }) => isr.length === 3) === true)
  const [first] = (await terrarium.view()).metadata.topics['orders']!.partitions
  const from = first!.replicas[2]!, to = [1, 2, 3, 4, 5].find(id => !first!.replicas.includes(id))!

  await page.locator(`.outline [data-cell="1:${from}"]`).focus()
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu', { name: 'What can be done here' })
  await menu.getByRole('menuitem', { name: `Move the replica from broker ${from} to ${to}` }).focus()
  await page.keyboard.press('Enter')
  await expect(menu).toBeHidden()
  await page.waitForFunction(([gone, come]) => {
    const { replicas, isr } = window.terrarium.view()!.metadata.topics['orders']!.partitions[0]!
    return !replicas.includes(gone!) && isr.includes(come!)
  }, [from, to])
})

test('a record is followed from send() to the log of every broker', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world/partition/orders-1')
  await terrarium.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) > 0)
  await expect(new Stage(page).side.getByRole('button', { name: /^Follow a record/ })).toBeVisible()
  await page.keyboard.press('y')
  const way = page.getByRole('region', { name: /^The way of orders-1/ })
  await expect(way.getByText(/^send\(\) in checkout/)).toBeVisible()
  await expect(way.getByText(/^fetched into the log/)).toHaveCount(2)
  await expect(way.getByText(/^answered to checkout/)).toBeVisible()
})

test('a world that stands still costs no frames', async ({ terrarium }) => {
  const { page } = terrarium
  await page.addInitScript(() => {
    const count = { frames: 0, drawn: 0 }
    Object.assign(window, { idle: count })
    const ask = window.requestAnimationFrame.bind(window)
    window.requestAnimationFrame = callback => { count.frames++; return ask(callback) }
    const clear = CanvasRenderingContext2D.prototype.clearRect
    CanvasRenderingContext2D.prototype.clearRect = function (...box) { count.drawn++; clear.apply(this, box) }
  })
  await terrarium.open('#/world')
  await terrarium.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) > 0)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  const counted = () => page.evaluate(() => new Promise<{ frames: number; drawn: number }>(resolve => {
    setTimeout(() => resolve({ ...(window as unknown as { idle: { frames: number; drawn: number } }).idle }), 1_000)
  }))
  // once the last frame of the running world is drawn, whole seconds pass without one
  await expect(async () => {
    const before = await counted()
    expect(before.drawn).toBeGreaterThan(0)
    expect(await counted()).toEqual(before)
  }).toPass({ timeout: 60_000 })
})
