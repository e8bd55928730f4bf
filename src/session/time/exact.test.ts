import { expect, test } from 'vitest'
import type { ClusterView, Micros } from '../../world/view.ts'
import { ExactLooks } from './exact.ts'

const settle = () => new Promise<void>(done => { setImmediate(done) })

/** A host that answers when the test says so. */
function looking() {
  const asked: Micros[] = [], seen: Micros[] = [], answers: (() => void)[] = [], cancelled = { times: 0 }
  const looks = new ExactLooks(at => new Promise(resolve => {
    asked.push(at)
    answers.push(() => resolve({ now: at } as ClusterView))
  }), view => seen.push(view.now), () => { cancelled.times++ })
  return { looks, asked, seen, cancelled, answer: async () => { answers.shift()!(); await settle() } }
}

test('of all that is asked while one moment is lived again only the last counts', async () => {
  const { looks, asked, seen, answer } = looking()
  for (const at of [1, 2, 3]) looks.ask(at)
  await answer()
  expect([asked, seen]).toEqual([[1, 3], []])
  await answer()
  expect([asked, seen]).toEqual([[1, 3], [3]])
})
test('what nobody wants any more is not shown', async () => {
  const { looks, seen, answer } = looking()
  looks.ask(1)
  looks.forget()
  await answer()
  expect(seen).toEqual([])
})
test('what is not wanted any more is called off, once, and nothing else is', async () => {
  const { looks, cancelled, answer } = looking()
  looks.forget()
  looks.ask(1)
  expect(cancelled.times).toBe(0)
  looks.forget()
  looks.forget()
  expect(cancelled.times).toBe(1)
  await answer()
  looks.ask(2)
  looks.ask(3)
  expect(cancelled.times).toBe(2)
})
