import { expect, test } from './terrarium.ts'

test('what a group committed is a row of __consumer_offsets, found by its link, and leads to its bytes', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world?dock=internal&is=OffsetCommit&text=analytics')
  await terrarium.run({ until: { path: ['groups', 'analytics', 'committed', 'orders-0'], atLeast: 1 }, for: 120_000_000 })
  const panel = page.getByRole('tabpanel', { name: 'Internal topics' })
  await expect(panel.getByRole('combobox', { name: 'Kind' })).toHaveValue('OffsetCommit')
  await panel.getByRole('row', { name: /analytics · orders-0/ }).first().click()
  await expect(panel.getByRole('region', { name: /^OffsetCommit/ })).toContainText('"analytics"')

  await panel.getByRole('combobox', { name: 'Topic' }).selectOption('__cluster_metadata')
  await panel.getByRole('searchbox').fill('orders-0')
  await panel.getByRole('row', { name: /PartitionRecord orders-0/ }).click()
  await expect(panel.getByRole('row', { name: /^partition orders-0 leader/ })).toBeVisible()
  await panel.getByRole('button', { name: 'Its bytes' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Segments' }).locator('[aria-selected=true]')).toContainText('record')
})
