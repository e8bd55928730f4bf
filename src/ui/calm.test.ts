import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Calm } from './calm.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('of what comes sixty times a second, four are handed on, and the last', () => {
  const heard: number[] = [], calm = new Calm<number>(250, value => heard.push(value))
  for (let nth = 0; nth < 60; nth++) {
    calm.hear(nth)
    vi.advanceTimersByTime(16)
  }
  expect(heard).toEqual([0, 15, 31, 46])
  vi.advanceTimersByTime(1_000)
  expect(heard).toEqual([0, 15, 31, 46, 59])
})

test('what comes alone is handed on at once, and nothing after the end', () => {
  const heard: string[] = [], calm = new Calm<string>(250, value => heard.push(value))
  calm.hear('one')
  expect(heard).toEqual(['one'])
  vi.advanceTimersByTime(300)
  calm.hear('two')
  calm.hear('three')
  calm.end()
  vi.advanceTimersByTime(1_000)
  expect(heard).toEqual(['one', 'two'])
})
