import { readFile } from 'node:fs/promises'
import { Editor } from './pages/editor.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

test('a broker stands still: the bar marks the threshold that was crossed, two replicas differ, and what is shown is taken along', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world/replica/orders-0/1?dock=segments&with=2')
  await terrarium.act({ do: 'process.pause', process: 'broker-2' })
  await terrarium.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 2 }, for: 60_000_000 })
  const ends = Object.values((await terrarium.view()).replicas['orders-0']!).map(({ end }) => end)
  await terrarium.run({ until: { path: ['replicas', 'orders-0', 1, 'end'], atLeast: Math.max(...ends) + 5 }, for: 60_000_000 })

  const panel = page.getByRole('tabpanel', { name: 'Segments' })
  await expect(panel.getByText('First difference at offset').first()).toContainText('on one side only')
  await new Time(page).pause()
  const download = page.waitForEvent('download')
  await panel.getByRole('button', { name: 'JSON' }).click()
  const file = await download, lines = (await readFile(await file.path(), 'utf8')).trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>)
  expect(file.suggestedFilename()).toBe('orders-0-diff.jsonl')
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) expect(line).toMatchObject({ is: 'missing', 'broker 1': expect.stringContaining('epoch'), 'broker 2': null })

  await expect(new Time(page).bar.getByRole('button', { name: /UnderReplicatedPartitions > 0/, includeHidden: true }).first()).toBeAttached()
})

test('the editor says what a config means where the caret is', async ({ terrarium }) => {
  const { page } = terrarium, editor = new Editor(page)
  await terrarium.open('#/world')
  await editor.open('orders.ts')
  await editor.explain('idempotent')
  await expect(page.locator('.monaco-hover').getByText('enable.idempotence')).toBeVisible()
})
