import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { pageFiles } from '../src/host/tcp/side/page-files.ts'
import { Editor } from './pages/editor.ts'
import { expect, test } from './terrarium.ts'

test.use({ serviceWorkers: 'allow' })

const SUB_PATH = '/some/where/'

/** The build on a plain static host, below a path; another `version` is another service worker. */
async function host() {
  const files = pageFiles(resolve(process.env['E2E_DIST'] ?? 'dist'))
  let version = 1
  const server = createServer((request, response) => void (async () => {
    const path = request.url!.split('?')[0]!
    const answer = path.startsWith(SUB_PATH) ? await files(path.slice(SUB_PATH.length - 1)) : null
    if (!answer) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': answer.type })
    response.end(path.endsWith('/service-worker.js') ? `${String(answer.body)}//${version}` : answer.body)
  })())
  await new Promise<void>(done => { server.listen(0, '127.0.0.1', done) })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${SUB_PATH}`,
    release: () => { version++ },
    goOffline: async () => {
      server.closeAllConnections()
      await new Promise(done => { server.close(done) })
    },
  }
}

test('a new version waits for a word and loses nothing; without a network the page lives, whole', async ({ terrarium }) => {
  const { page } = terrarium
  const site = await host()
  await terrarium.open(`${site.address}#/world`)
  await terrarium.until(() => navigator.serviceWorker.controller !== null)
  site.release()
  await page.reload()
  await terrarium.until(() => (window.terrarium?.view()?.ledger.totals.visible ?? 0) > 0)
  const before = (await terrarium.view()).ledger.totals.visible
  await page.getByRole('button', { name: 'Switch to it' }).dispatchEvent('click', {}, { timeout: 120_000 })
  await expect(page.getByRole('button', { name: 'Switch to it' })).toBeHidden()
  await page.waitForFunction(before => (window.terrarium?.view()?.ledger.totals.visible ?? -1) >= before, before)

  await site.goOffline()
  await page.reload()
  await terrarium.until(() => Object.values(window.terrarium?.view()?.metadata.brokers ?? {}).some(broker => !broker.fenced))
  await page.goto(`${site.address}#/lesson/first-record`)
  await expect(page.getByRole('heading', { level: 1, name: 'Your first record' })).toBeVisible()
  await new Editor(page).run('send.ts')
  await terrarium.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) > 0)
  await new Editor(page).run('read.ts')
  await terrarium.until(() => (window.terrarium.view()?.ledger.deliveredCount['reader'] ?? 0) > 0)
  const frame = page.locator('iframe[title=script]').first()
  expect(await frame.evaluate((frame: HTMLIFrameElement) => frame.contentDocument), 'no script is at home in the page').toBeNull()
})
