import { readFile } from 'node:fs/promises'
import { Editor } from './pages/editor.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

test('a broker dies: the bar marks the threshold that was crossed; the replicas of the others are compared, batch by batch, and taken along', async ({ terrarium }) => {
  const { page } = terrarium, time = new Time(page)
  await terrarium.open('#/world/replica/orders-0/1?dock=segments&with=3')
  await terrarium.act({ do: 'process.kill', process: 'broker-2' })
  await terrarium.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 2 }, for: 60_000_000 })
  await terrarium.run({ until: { path: ['replicas', 'orders-0', 1, 'hw'], atLeast: 8 }, for: 60_000_000 })
  await expect(time.bar.getByRole('button', { name: /UnderReplicatedPartitions > 0/, includeHidden: true }).first()).toBeAttached()

  await time.pause()
  const panel = page.getByRole('tabpanel', { name: 'Segments' })
  await panel.getByRole('checkbox', { name: 'differences only' }).uncheck()
  await expect(panel.getByRole('row', { name: /^0 same/ })).toBeVisible()
  const download = page.waitForEvent('download')
  await panel.getByRole('button', { name: 'JSON' }).click()
  const file = await download, [first] = (await readFile(await file.path(), 'utf8')).split('\n')
  expect(file.suggestedFilename()).toBe('orders-0-diff.jsonl')
  expect(JSON.parse(first!)).toMatchObject({ baseOffset: 0, is: 'same', 'broker 1': expect.stringMatching(/^0–\d+ · epoch \d+ · crc/), 'broker 3': expect.stringMatching(/^0–\d+ · epoch \d+ · crc/) })
})

test('the editor says what a config means where the caret is', async ({ terrarium }) => {
  const { page } = terrarium, editor = new Editor(page)
  await terrarium.open('#/world')
  await editor.open('orders.ts')
  await editor.explain('idempotent')
  await expect(page.locator('.monaco-hover').getByText('enable.idempotence')).toBeVisible()
})
