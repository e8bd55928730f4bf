import type { BrowserContext, Page } from '@playwright/test'
import { LessonPane } from './pages/lesson.ts'
import { Terrarium, expect, test } from './terrarium.ts'

/** Something is otherwise in the cluster's worker than in a healthy browser. */
async function inWorker(context: BrowserContext, code: string): Promise<void> {
  await context.route(/assets\/worker-[^/]*\.js$/, async route => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: `${await answer.text()}\n;{ ${code} }` })
  })
}

/** Every write is refused for want of room while `isFull`. */
const NO_ROOM = `
    const begin = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      const tx = begin.call(this, names, mode, options)
      if (isFull && mode === 'readwrite') {
        Object.defineProperty(tx, 'error', { get: () => new DOMException('full', 'QuotaExceededError') })
        queueMicrotask(() => tx.abort())
      }
      return tx
    }`

/** What another version of this page would have written, put beside the world while nobody has it open. */
async function rewriteHeads(page: Page, { facts, ...head }: { format?: number; facts?: object }): Promise<void> {
  await page.goto('favicon.svg')
  await page.evaluate(({ head, facts }) => new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('kafka-terrarium')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const tx = opening.result.transaction('heads', 'readwrite')
      const walking = tx.objectStore('heads').openCursor()
      walking.onsuccess = () => {
        const at = walking.result
        if (!at) return
        at.update({ ...at.value, ...head, facts: { ...at.value.facts, ...facts } })
        at.continue()
      }
      tx.oncomplete = () => { opening.result.close(); resolve() }
    }
  }), { head, facts })
}

test('a hidden tab stands still and says so; seen again, it goes on', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world')
  const look = (visibility: string) => page.evaluate(visibility => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility })
    document.dispatchEvent(new Event('visibilitychange'))
  }, visibility)

  await look('hidden')
  await expect(page.getByText('Paused while this tab is hidden.')).toBeVisible()
  await expect(page).toHaveTitle(/paused/)
  const { now } = await terrarium.view()
  await look('visible')
  await page.waitForFunction(now => window.terrarium.view()!.now > now, now)
  await expect(page.getByText('Paused while this tab is hidden.')).toBeHidden()
})

test('a second tab on the same world says so, takes it over, and the first lets go', async ({ terrarium, context }) => {
  await terrarium.open('#/world')
  const second = new Terrarium(await context.newPage())
  await second.page.goto('#/world')
  await expect(second.page.getByRole('alert')).toContainText('This cluster is open in another tab.')
  await second.page.getByRole('button', { name: 'Go on here' }).click()
  await expect(second.page.getByRole('main')).toHaveClass(/stage/)
  await second.until(() => (window.terrarium.view()?.now ?? 0) > 0)
  await expect(terrarium.page.getByRole('alert')).toContainText('This cluster is open in another tab.')
  expect(second.said).toEqual([])
})

test('without IndexedDB everything works, and the page says that nothing is kept', async ({ terrarium, context }) => {
  await inWorker(context, "Object.defineProperty(self, 'indexedDB', { value: undefined })")
  await terrarium.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }))
  await terrarium.open('#/world')
  await expect(terrarium.page.getByText('This cluster lives only as long as this tab.')).toBeVisible()
  await expect(terrarium.page.getByText('IndexedDB is not available')).toBeVisible()
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 10 }, for: 60_000_000 })
})

test('a full disk stops time, loses nothing, and goes on once there is room', async ({ terrarium, context }) => {
  const { page } = terrarium
  await inWorker(context, `
    let isFull = false
    const room = new BroadcastChannel('room')
    room.onmessage = ({ data }) => { isFull = data === 'full' }
    ${NO_ROOM}`)
  await terrarium.open('#/world')
  await terrarium.until(() => window.terrarium.seed !== 0)
  const room = (is: string) => page.evaluate(is => new BroadcastChannel('room').postMessage(is), is)

  await room('full')
  await expect(page.getByText('Time stands still.')).toBeVisible()
  await expect(page.getByText('The browser’s storage is full.')).toBeVisible()
  const { now } = await terrarium.view()
  await room('free')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.waitForFunction(now => window.terrarium.view()!.now > now, now)
  await expect(page.getByText('Time stands still.')).toBeHidden()
  expect((await terrarium.view()).ledger.totals.lost).toBe(0)
})

test('a world of a newer format is left alone, and one may start over', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world')
  await terrarium.run({ until: { path: ['ledger', 'totals', 'acknowledged'], atLeast: 1 }, for: 60_000_000 })
  await rewriteHeads(page, { format: 99 })
  await page.goto('./#/world')
  await expect(page.getByRole('alert')).toContainText('This cluster cannot be opened.')
  await expect(page.getByRole('alert')).toContainText('It was saved by a newer version of this page.')
  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(page.getByRole('main')).toHaveClass(/stage/)
})

test('a lesson whose past another engine lived is opened from its segments, and says so', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/lesson/isr')
  await new LessonPane(page).begins('ISR: who must have it')
  await terrarium.run({ for: 3_000_000 })
  const longest = async () => Math.max(...Object.values((await terrarium.view()).replicas).flatMap(logs => Object.values(logs).map(({ end }) => end)))
  const before = await longest()
  await rewriteHeads(page, { facts: { traceHash: 'another engine' } })
  await page.goto('./#/lesson/isr')
  await expect(page.getByText('This world was made by another version of the engine.')).toBeVisible()
  expect(before).toBeGreaterThan(0)
  await expect.poll(longest).toBeGreaterThanOrEqual(before)
})

test('no room from the first moment: the page says so, and opens the world once there is some', async ({ terrarium, context }) => {
  const { page } = terrarium
  await inWorker(context, `
    let isFull = true
    const room = new BroadcastChannel('room')
    room.onmessage = () => { isFull = false }
    ${NO_ROOM}`)
  await page.goto('#/world')
  await expect(page.getByText('The browser’s storage is full.')).toBeVisible()
  await page.evaluate(() => new BroadcastChannel('room').postMessage('free'))
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('The browser’s storage is full.')).toBeHidden()
  await terrarium.until(() => (window.terrarium.view()?.now ?? 0) > 0)
})
