import type { ClusterView } from '../src/world/view.ts'
import { Terrarium, choosePlacement, expect, test } from './terrarium.ts'

const lives = [
  { placement: 'One worker', workers: 1, crashes: 20 },
  { placement: 'A worker for each broker', workers: 4, crashes: 5 },
]

/** Highest acknowledged offset of each partition of `orders`, as the page shows it: what stands there must be found again. */
const watermarks = (view: ClusterView): Record<string, number> => Object.fromEntries(Object.entries(view.replicas)
  .filter(([id]) => id.startsWith('orders-')).map(([id, logs]) => [id, Math.max(...Object.values(logs).map(log => log.hw))]))

for (const { placement, workers, crashes } of lives) test(`the page is killed ${crashes} times mid-traffic, ${placement}: no acknowledged record is missing`, async ({ context }) => {
  test.setTimeout(900_000)
  let before: Record<string, number> = {}
  for (let crash = 0; crash <= crashes; crash++) {
    const page = await context.newPage()
    const terrarium = new Terrarium(page)
    if (crash === 0) await choosePlacement(page, placement)
    await terrarium.open('#/world')
    await terrarium.until(() => window.terrarium.view()?.metadata.topics['orders']?.partitions.every(partition => partition.leader !== null) === true)
    // as far as the logs are concerned; a leader that has just begun learns its high watermark from the followers' next fetch
    await page.waitForFunction(before => Object.entries(before).every(([id, hw]) =>
      Math.max(...Object.values(window.terrarium.view()!.replicas[id as 'orders-0'] ?? {}).map(log => log.hw)) >= hw), before)
    // at another moment of the traffic each time
    await page.waitForFunction(until => window.terrarium.view()!.now >= until, (await terrarium.view()).now + 150_000 + 37_000 * (crash % 7))
    await expect.poll(() => page.evaluate(async () => (await window.terrarium.trace()).workers)).toBe(workers)
    const view = await terrarium.view()
    expect(view.ledger.totals.lost).toBe(0)
    before = watermarks(view)
    const crashed = page.waitForEvent('crash')
    // never answered: the renderer that would answer is gone
    void page.goto('chrome://crash').catch(() => {})
    await crashed
    void page.close().catch(() => {})
  }
  expect(Math.min(...Object.values(before))).toBeGreaterThan(0)
})
