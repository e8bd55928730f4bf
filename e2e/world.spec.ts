import { expect, test } from './terrarium.ts'

const seconds = (n: number) => n * 1_000_000

test('something is alive at once: three brokers, records flowing', async ({ terrarium }) => {
  await terrarium.open()
  await expect(terrarium.page.getByRole('button', { name: 'Send your first record' })).toBeVisible()
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 10 }, for: seconds(30) })
  const { metadata, ledger } = await terrarium.view()
  expect(Object.values(metadata.brokers).filter(broker => !broker.fenced)).toHaveLength(3)
  expect(ledger.totals).toMatchObject({ lost: 0, duplicated: 0, reordered: 0 })
})

test('a leader is killed: it is fenced, another leads, it comes back into the ISR, and nothing acknowledged is lost', async ({ terrarium }) => {
  await terrarium.open('#/world')
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 10 }, for: seconds(30) })
  await terrarium.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) >= 10)
  const leader = (await terrarium.view()).metadata.topics['orders']!.partitions[0]!.leader!
  const isr = ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length']

  await terrarium.act({ do: 'process.kill', process: `broker-${leader}` })
  await terrarium.run({ until: { path: isr, equals: 2 }, for: seconds(30) })
  const moved = (await terrarium.view()).metadata.topics['orders']!.partitions[0]!
  expect(moved.leader).not.toBe(leader)
  expect(moved.isr).not.toContain(leader)

  await terrarium.act({ do: 'process.start', process: `broker-${leader}` })
  await terrarium.run({ until: { path: isr, equals: 3 }, for: seconds(60) })
  expect((await terrarium.view()).ledger.totals.lost).toBe(0)
})

test('the tab is closed and comes back: every acknowledged record is found again', async ({ terrarium }) => {
  await terrarium.open('#/world')
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 50 }, for: seconds(60) })
  const ends = (view: Awaited<ReturnType<typeof terrarium.view>>) => Object.fromEntries(Object.entries(view.replicas)
    .filter(([id]) => id.startsWith('orders-')).map(([id, logs]) => [id, Math.max(...Object.values(logs).map(log => log.hw))]))
  const before = ends(await terrarium.view())

  await terrarium.page.reload()
  await terrarium.until(() => window.terrarium?.view() !== null && window.terrarium?.view() !== undefined)
  await terrarium.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 5, 'leader'], exists: true }, for: seconds(60) })
  await terrarium.run({ for: seconds(15) })
  const after = ends(await terrarium.view())
  for (const [id, end] of Object.entries(before)) expect(after[id], id).toBeGreaterThanOrEqual(end)
})

test('by keyboard alone: the palette kills a broker', async ({ terrarium }) => {
  await terrarium.open('#/world/broker/2')
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 1 }, for: seconds(30) })
  await terrarium.page.keyboard.press('Control+k')
  await terrarium.page.keyboard.type('kill')
  await terrarium.page.keyboard.press('Enter')
  await terrarium.until(() => window.terrarium.view()?.processes['broker-2']?.state === 'down')
})
