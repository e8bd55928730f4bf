import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { noCodecs } from '../src/testing/no-codecs.ts'
import { readFolder } from '../src/world/import/folder.ts'
import { expect, test } from './terrarium.ts'

const broker = fileURLToPath(new URL('../src/testing/golden/disk/kafka-1', import.meta.url))
const filesOf = (partition: string) => readdirSync(`${broker}/${partition}`).filter(name => !name.endsWith('.dump.txt'))
  .map(name => ({ path: `/${partition}/${name}`, base64: readFileSync(`${broker}/${partition}/${name}`).toString('base64') }))

test('a broker’s log directory is picked, looked at, and imported: records and commits are there, and stay', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world')
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 1 }, for: 60_000_000 })
  await page.keyboard.press('Control+k')
  await page.keyboard.type('import')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Import a log folder' })
  await expect(dialog.getByRole('button', { name: 'Choose a folder…' })).toBeFocused()
  await page.getByTestId('folder').setInputFiles(broker)
  await expect(dialog.getByRole('row', { name: /^d-rolled-0 3 175 0–175/ })).toBeVisible()
  await expect(dialog.getByRole('row', { name: /^d-group d-txn-0 4, d-plain-0 24/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Imported: 321 records in 7 partitions.')).toBeVisible()
  const { replicas, groups, invariants, ledger } = await terrarium.view()
  expect(Object.entries(replicas).filter(([id]) => id === 'd-rolled-0').flatMap(([, logs]) => Object.values(logs).map(({ end }) => end))).toEqual([176, 176, 176])
  expect(groups['d-group']!.committed).toMatchObject({ 'd-plain-0': 24 })
  expect([invariants, ledger.totals.lost]).toEqual([[], 0])
  await page.keyboard.press('Escape')
  await page.reload()
  await terrarium.until(() => Object.entries(window.terrarium?.view()?.replicas ?? {}).some(([id, logs]) => id === 'd-rolled-0' && logs[1]?.end === 176))
})

test('a folder that is dropped is previewed; one that is no log is refused in words, and nothing was done', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world')
  const drop = (files: { path: string; base64: string }[]) => page.evaluate(given => {
    const entry = (path: string): object => {
      const own = given.find(each => each.path === path)
      if (own) return {
        isFile: true, fullPath: path,
        file: (take: (file: File) => void) => take(new File([Uint8Array.from(atob(own.base64), letter => letter.charCodeAt(0))], path)),
      }
      const names = [...new Set(given.filter(each => each.path.startsWith(`${path}/`)).map(each => each.path.slice(path.length + 1).split('/')[0]))]
      let parts = [names.map(name => entry(`${path}/${name}`)), []]
      return { isFile: false, fullPath: path, createReader: () => ({ readEntries: (take: (part: object[]) => void) => take(parts.shift()!) }) }
    }
    const folder = `/${given[0]!.path.split('/')[1]}`
    const event = new Event('drop', { cancelable: true })
    Object.assign(event, { dataTransfer: { types: ['Files'], items: [{ webkitGetAsEntry: () => entry(folder) }] } })
    window.dispatchEvent(event)
  }, files)
  const dialog = page.getByRole('dialog', { name: 'Import a log folder' })
  await drop([{ path: '/photos/2026.jpg', base64: 'AAAA' }])
  await expect(dialog.getByRole('alert')).toHaveText(/There is no partition folder with a \.log file in it/)
  await page.keyboard.press('Escape')
  await drop(filesOf('d-plain-0'))
  await expect(dialog.getByRole('row', { name: /^d-plain-0 1 36 0–35/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(Object.keys((await terrarium.view()).metadata.topics)).not.toContain('d-plain')
})

test('a replica is downloaded as Kafka lays it out, and such a folder is one that can be imported', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world/replica/orders-0/2')
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 50 }, for: 30_000_000 })
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download orders-0 of broker 2 (.zip)' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('orders-0-broker-2.zip')
  const files = unzipSync(readFileSync(await download.path()))
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['orders-0/00000000000000000000.log', 'orders-0/00000000000000000000.index', 'orders-0/partition.metadata']))
  expect(readFolder(files, noCodecs).partitions[0]!.records).toBeGreaterThan(0)
})
