import { expect, test } from './terrarium.ts'

test('a newcomer sends a first record, bets, reads it, and sends another', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open()
  await page.getByRole('button', { name: 'Send your first record' }).click()
  const run = page.getByRole('button', { name: 'Run', exact: true })
  const goal = (title: string) => page.getByRole('checkbox', { name: title }).or(page.getByText(title)).first()

  await run.click()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('What happens?').first()).toBeVisible()
  await page.getByText('and the log stays as it is').first().click()

  await page.getByRole('tab', { name: 'read.ts' }).click()
  await run.click()
  await expect(page.getByText('partition 0, offset 0: hello')).toBeVisible()
  await page.getByRole('button', { name: 'Go on' }).click()

  await page.getByRole('tab', { name: 'send.ts' }).click()
  await run.click()
  await expect(goal('Two records written, both read')).toBeVisible()
  await terrarium.until(() => window.terrarium.view()?.ledger.deliveredCount['reader'] === 2)
  expect((await terrarium.view()).ledger.totals).toMatchObject({ sent: 2, acknowledged: 2, lost: 0, duplicated: 0 })
})

test('an endless loop is stopped with its line, and the world goes on', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/lesson/first-record')
  await terrarium.act({ do: 'script.run', script: 'spin', file: 'spin.ts', source: 'let i = 0\nwhile (true) {\n  i++\n}' })
  await terrarium.until(() => window.terrarium.view()?.processes['spin']?.state === 'down')
  expect((await terrarium.view()).processes['spin']?.view).toMatchObject({ state: 'failed', error: { line: 2 } })
  const then = (await terrarium.view()).now
  await page.waitForFunction(then => window.terrarium.view()!.now > then, then)
})
