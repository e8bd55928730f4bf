import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterAnswers } from './answering.ts'

let frames: (() => void)[] = []
const paint = () => {
  for (const frame of frames.splice(0)) frame()
  vi.advanceTimersByTime(1)
}
beforeEach(() => {
  frames = []
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => { frames = [] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('news is shown as it comes; from an input until the frame that answers it is seen, it waits, and is shown once', () => {
  const page = new EventTarget(), whenAnswered = afterAnswers(page), news = vi.fn()
  whenAnswered(news)
  expect(news).toHaveBeenCalledTimes(1)
  page.dispatchEvent(new Event('pointerdown'))
  whenAnswered(news)
  whenAnswered(news)
  page.dispatchEvent(new Event('click'))
  paint()
  expect(news).toHaveBeenCalledTimes(1)
  paint()
  expect(news).toHaveBeenCalledTimes(2)
  whenAnswered(news)
  expect(news).toHaveBeenCalledTimes(3)
})

test('a page that nobody sees has no frames, and no news is kept from it for long', () => {
  const page = new EventTarget(), whenAnswered = afterAnswers(page), news = vi.fn()
  page.dispatchEvent(new Event('keydown'))
  whenAnswered(news)
  vi.advanceTimersByTime(1_000)
  expect(news).toHaveBeenCalledTimes(1)
})
