import { Groups } from './pages/groups.ts'
import { expect, test } from './terrarium.ts'

const ORDERS = [0, 1, 2, 3, 4, 5].map(partition => `orders-${partition}`)

test('a group’s offsets: previewed, refused while it reads, moved once it is empty', async ({ terrarium }) => {
  const groups = new Groups(terrarium.page)
  await terrarium.open('#/world')
  await terrarium.run({ until: { all: ORDERS.map(partition => ({ path: ['groups', 'analytics', 'committed', partition], atLeast: 4 })) }, for: 120_000_000 })
  await groups.open('analytics')
  await groups.is('Stable')

  await groups.choose('to-earliest')
  await expect(groups.command).toContainText('kafka-consumer-groups.sh --bootstrap-server broker-1:9092 --group analytics')
  await expect(groups.command).toContainText('--to-earliest --execute')
  await expect(groups.panel.getByText(/records will be read again/)).toBeVisible()
  await expect.poll(() => groups.preview()).toEqual(Object.fromEntries(ORDERS.map(partition => [partition, 0])))
  await expect(groups.panel.getByText("Assignments can only be reset if the group 'analytics' is inactive, but the current state is Stable.")).toBeVisible()
  await expect(groups.resets).toBeDisabled()

  await groups.stopMembers(1)
  await groups.is('Empty')
  await groups.choose('to-offset', '3')
  await expect(groups.command).toContainText('--to-offset 3 --execute')
  await groups.reset()
  await expect(groups.panel.getByText('Written.')).toBeVisible()
  for (const partition of ORDERS) await expect(groups.committed(partition)).toHaveText('3')

  await groups.startMembers(1)
  await groups.is('Stable')
  await terrarium.run({ until: { path: ['groups', 'analytics', 'committed', 'orders-0'], atLeast: 4 }, for: 60_000_000 })
})
