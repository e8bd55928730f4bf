import { Share } from './pages/share.ts'
import { expect, test, Terrarium } from './terrarium.ts'

test('a world is shared by link: somebody else comes to the same moment, and runs nothing before they say so', async ({ terrarium, browser }) => {
  const { page } = terrarium
  await terrarium.open('#/world')
  await page.evaluate(() => window.terrarium.act({ do: 'process.kill', process: 'broker-2' }))
  await terrarium.run({ for: 1_000_000 })
  await page.getByRole('button', { name: 'Pause' }).click()
  const share = new Share(page)
  const link = await share.link()
  await expect(share.dialog.getByText(/as a link · actions: \d+/)).toBeVisible()
  const file = await share.file()
  await share.close()
  const mine = await page.evaluate(() => window.terrarium.trace())

  const elsewhere = await browser.newContext()
  const theirs = new Terrarium(await elsewhere.newPage())
  const opened = new Share(theirs.page)
  await theirs.page.goto(link)
  await expect(opened.page.getByText(/Nothing of yours is touched/)).toBeVisible()
  await expect(opened.page.getByText('It brings no script.')).toBeVisible()
  expect(await theirs.page.evaluate(() => window.terrarium.view())).toBeNull()
  await opened.open()
  await theirs.until(() => window.terrarium.view()?.processes['broker-2']?.state === 'down')
  await expect(theirs.page).toHaveURL(/#\/world\/w-\w+$/)
  const log = await theirs.page.evaluate(() => window.terrarium.log())
  expect(log.map(({ action }) => action)).toContainEqual({ do: 'process.kill', process: 'broker-2' })
  expect(log.every(({ at }) => at <= mine.now)).toBe(true)

  // a reload finds it again, and the file brings the same
  await theirs.page.reload()
  await theirs.until(() => window.terrarium?.view()?.processes['broker-2']?.state === 'down')
  await theirs.page.goto('#/shared')
  await opened.choose(file)
  await expect(opened.page.getByRole('heading', { level: 1, name: 'Three racks' })).toBeVisible()
  expect(theirs.said).toEqual([])
  await elsewhere.close()
})

test('what is no world is refused in words, and an address of a world that is not here says so', async ({ terrarium }) => {
  const { page } = terrarium
  await page.goto('#/shared/7VRNbuM')
  const { page: shown } = new Share(page)
  await expect(shown.getByRole('alert')).toHaveText(/This link is damaged/)
  await new Share(page).choose('package.json')
  await expect(shown.getByRole('alert')).toHaveText(/no world of Kafka Terrarium/)
  await page.goto('#/world/w-nowhere')
  await expect(page.getByRole('alert')).toHaveText(/There is no such world in this browser/)
  await page.getByRole('button', { name: 'To the first page' }).click()
  await expect(page.getByRole('button', { name: 'Explore freely' })).toBeVisible()
})
