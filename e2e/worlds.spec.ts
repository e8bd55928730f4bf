import { Worlds } from './pages/worlds.ts'
import { expect, test } from './terrarium.ts'

test('a world is made, has an address, is left and found again, renamed and deleted', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open()
  const worlds = new Worlds(page)
  await worlds.make('One broker', 'Mine')
  await expect(page).toHaveURL(/#\/world\/w-\w+$/)
  await terrarium.until(() => window.terrarium.view()?.metadata.topics['orders']?.partitions.length === 3)
  await expect(page.getByRole('heading', { level: 1, name: 'Mine' })).toBeVisible()
  const address = page.url()

  await page.getByRole('button', { name: 'Kafka Terrarium' }).click()
  await worlds.row('Mine').getByRole('button', { name: 'Rename' }).click()
  await worlds.list.getByLabel('Name').fill('My broker')
  await page.keyboard.press('Enter')
  await worlds.list.getByRole('button', { name: 'My broker', exact: true }).click()
  await expect(page).toHaveURL(address)
  await terrarium.until(() => Object.keys(window.terrarium.view()?.metadata.brokers ?? {}).length === 1)

  await page.getByRole('button', { name: 'Kafka Terrarium' }).click()
  await worlds.row('My broker').getByRole('button', { name: 'Delete' }).click()
  await worlds.list.getByRole('button', { name: 'Keep' }).click()
  await worlds.row('My broker').getByRole('button', { name: 'Delete' }).click()
  await worlds.row('My broker').getByRole('button', { name: 'Delete' }).click()
  await expect(worlds.row('My broker')).toHaveCount(0)
  await page.goto(address)
  await expect(page.getByRole('alert')).toHaveText(/There is no such world/)
})

test('a topology of one’s own becomes a cluster', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open()
  const { list } = new Worlds(page)
  await list.getByRole('button', { name: 'New world…' }).click()
  await list.getByLabel('Begin with').selectOption('My own topology')
  await list.getByRole('spinbutton', { name: 'Brokers' }).fill('2')
  await list.getByRole('combobox', { name: 'Controller' }).selectOption('combined with a broker')
  await list.getByRole('textbox', { name: 'Topic' }).fill('clicks!')
  await expect(list.getByRole('alert')).toBeVisible()
  await list.getByRole('textbox', { name: 'Topic' }).fill('clicks')
  await list.getByRole('button', { name: 'Start' }).click()
  await terrarium.until(() => window.terrarium.view()?.metadata.topics['clicks']?.partitions.every(({ replicas }) => replicas.length === 2) === true)
})
