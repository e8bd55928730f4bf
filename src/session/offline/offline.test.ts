import { expect, test, vi } from 'vitest'
import { TAKE_OVER } from '../../offline/messages.ts'
import { OfflinePage } from './offline.ts'

type Worker = EventTarget & { postMessage(said: unknown): void }
const worker = (said: unknown[] = []): Worker => Object.assign(new EventTarget(), { postMessage: (what: unknown) => { said.push(what) } })

/** A browser with a service worker container of its own; `done` lists what happened to the page. */
function browser(given: { controller?: Worker; isKept?: boolean; refuses?: boolean } = {}) {
  const registration = Object.assign(new EventTarget(), { active: null as Worker | null, waiting: null as Worker | null, installing: null as Worker | null, update: vi.fn(async () => {}) })
  const workers = Object.assign(new EventTarget(), {
    controller: given.controller ?? null,
    register: async () => { if (given.refuses) throw new TypeError('refused'); return registration },
  })
  const done: string[] = []
  const page = new OfflinePage({
    workers: workers as never, script: 'service-worker.js', onShown() {}, isKept: () => given.isKept ?? true,
    rest: async () => { done.push('stored') }, reload: () => { done.push('loaded anew') },
  })
  const turn = () => new Promise<void>(resolve => { setImmediate(resolve) })
  return { registration, workers, page, done, turn }
}

test('the first version is stored, file by file, and changes nothing for the page that is open', async () => {
  const { page, registration, workers, done, turn } = browser()
  const first = registration.installing = worker()
  await page.begin()
  workers.dispatchEvent(new MessageEvent('message', { data: { stored: 3, of: 450 } }))
  expect(page.store.getState()).toEqual({ stored: 'storing', done: 3, of: 450, newer: false })
  Object.assign(registration, { installing: null, active: first })
  first.dispatchEvent(new Event('statechange'))
  workers.dispatchEvent(new Event('controllerchange'))
  await turn()
  expect([page.store.getState().stored, page.store.getState().newer, done]).toEqual(['whole', false, []])
})

test('a newer one waits; on a person’s word the worlds are stored, then it takes over, then the page loads anew', async () => {
  const { page, registration, workers, done, turn } = browser({ controller: worker() })
  registration.active = worker()
  await page.begin()
  expect(registration.update).toHaveBeenCalledOnce()
  const newer = registration.installing = worker(done)
  registration.dispatchEvent(new Event('updatefound'))
  Object.assign(registration, { installing: null, waiting: newer })
  newer.dispatchEvent(new Event('statechange'))
  await turn()
  expect([page.store.getState().newer, done]).toEqual([true, []])
  await page.switchVersion()
  expect(done).toEqual(['stored', TAKE_OVER])
  workers.dispatchEvent(new Event('controllerchange'))
  await turn()
  expect(done.slice(2)).toEqual(['stored', 'loaded anew'])
})

test('what would end with its tab is not left, whoever asks', async () => {
  const { page, registration, workers, done, turn } = browser({ controller: worker(), isKept: false })
  Object.assign(registration, { active: worker(), waiting: worker(done) })
  await page.begin()
  await page.switchVersion()
  workers.dispatchEvent(new Event('controllerchange'))
  await turn()
  expect(done).toEqual([])
})

test('a browser that keeps no pages says so', async () => {
  const { page } = browser({ refuses: true })
  await page.begin()
  expect(page.store.getState().stored).toBe('no')
})
