import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { breath } from './frames.ts'

const NO_FRAME = 250
/** Of a page: every task is as late as what it has to do before it, and every frame as those who paint the last one are done, in ms. */
let busy: number[] = [], painting: number[] = [], now = 0, rests: number[] = [], hasFrames = true
beforeEach(() => {
  [busy, painting, now, rests, hasFrames] = [[], [], 0, [], true]
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  vi.stubGlobal('setTimeout', (then: () => void, ms = 0) => {
    if (ms === NO_FRAME && hasFrames) return
    if (ms > 0) rests.push(ms)
    queueMicrotask(() => {
      now += ms > 0 ? ms : busy.shift() ?? 0
      then()
    })
  })
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => {
    if (!hasFrames) return
    queueMicrotask(() => {
      now += painting.shift() ?? 0
      frame()
    })
  })
  vi.stubGlobal('cancelAnimationFrame', () => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('a page rests as long as it took to make and to paint what it was given', async () => {
  busy = [8, 6]
  await breath()
  expect([rests, now]).toEqual([[14], 28])
})
test('it rests while the next frame is waited for, and longer when those who paint beside it are late', async () => {
  busy = [8, 6]
  painting = [0, 10]
  await breath()
  expect(now, 'nobody is late').toBe(28)
  busy = [8, 6]
  painting = [0, 57]
  await breath()
  expect(now, 'by 40 ms').toBe(28 + 8 + 6 + 57 + 8 + 6 + 40 - 17)
})
test('one that has next to nothing to do takes the next at once', async () => {
  await breath()
  expect(now).toBe(0)
})
test('however long it took, it does not stand still', async () => {
  busy = [400, 300]
  await breath()
  expect(now).toBe(700 + 200)
})
test('where nobody sees it, there is no frame to wait for', async () => {
  hasFrames = false
  await breath()
  expect(now).toBe(NO_FRAME)
})
