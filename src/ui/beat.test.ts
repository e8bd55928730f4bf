import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Beat } from './beat.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('what moves together is followed together, at once and then with each beat, to the last', async () => {
  const beat = new Beat(250), seen: string[] = []
  const a = () => { seen.push('a') }, b = () => { seen.push('b') }
  beat.next(a)
  beat.next(b)
  await Promise.resolve()
  expect(seen).toEqual(['a', 'b'])
  for (let i = 0; i < 5; i++) beat.next(a)
  vi.advanceTimersByTime(249)
  expect(seen).toEqual(['a', 'b'])
  vi.advanceTimersByTime(1)
  expect(seen).toEqual(['a', 'b', 'a'])
  vi.advanceTimersByTime(250)
  beat.next(b)
  beat.next(a)
  beat.drop(a)
  await Promise.resolve()
  expect(seen).toEqual(['a', 'b', 'a', 'b'])
})
