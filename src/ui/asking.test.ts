import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askEvery } from './asking.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** Somebody who answers when the test says so. */
function asked() {
  const waiting: { resolve(answer: string): void; reject(): void }[] = [], heard: string[] = []
  const end = askEvery(1_000, {
    ask: () => new Promise<string>((resolve, reject) => { waiting.push({ resolve, reject }) }), tell: answer => heard.push(answer), failed: () => heard.push('failed'),
  })
  const after = (millis: number) => vi.advanceTimersByTimeAsync(millis)
  return { waiting, heard, end, after }
}

test('the next is asked once the last was answered, or failed', async () => {
  const { waiting, heard, after } = asked()
  await after(5_000)
  expect(waiting).toHaveLength(1)
  waiting[0]!.resolve('one')
  await after(1_000)
  waiting[1]!.reject()
  await after(1_000)
  expect([heard, waiting.length]).toEqual([['one', 'failed'], 3])
})

test('nothing is told or asked after the end', async () => {
  const { waiting, heard, end, after } = asked()
  end()
  waiting[0]!.resolve('late')
  await after(5_000)
  expect([heard, waiting.length]).toEqual([[], 1])
})
