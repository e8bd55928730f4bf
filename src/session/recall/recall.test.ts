import { expect, test } from 'vitest'
import { MemoryStore } from '../../storage/memory.ts'
import { answered, DAY_MS, due, scheduled } from './recall.ts'
import { recallDue, recalled } from './recalling.ts'

test('a question comes after two days, later each time it is known, and soon again when it is not', () => {
  let state = scheduled({}, ['isr/idle'], 0), now = 0
  const gaps = [true, true, true, true, false, true].map(knew => {
    const days = (state['isr/idle']!.dueAt - now) / DAY_MS
    now = state['isr/idle']!.dueAt
    expect([due(state, now - 1), due(state, now)]).toEqual([[], ['isr/idle']])
    state = answered(state, 'isr/idle', knew, now)
    return days
  })
  expect(gaps).toEqual([2, 7, 21, 60, 60, 2])
})

test('questions of a lesson that is done are asked in its own words, three at a time, the longest due first', async () => {
  const { work } = new MemoryStore()
  expect(await recallDue(work, ['isr', 'lag'], 'en', 0)).toEqual([])
  const first = await recallDue(work, ['isr', 'lag'], 'en', 3 * DAY_MS)
  expect(first.map(({ key }) => key)).toEqual(['isr/how-many-logs', 'isr/way-back', 'isr/idle'])
  expect(first[1]).toMatchObject({ lesson: 'isr', question: expect.stringContaining('back into the ISR'), answer: expect.stringContaining('high watermark') })
  for (const { key } of first) await recalled(work, key, true, 3 * DAY_MS)
  expect((await recallDue(work, ['isr', 'lag'], 'ko', 3 * DAY_MS)).every(({ lesson }) => lesson === 'lag')).toBe(true)
})

test('what is no longer asked in a lesson is not asked here', async () => {
  const { work } = new MemoryStore()
  await work.put('settings', 'recall', { 'isr/gone': { dueAt: 0, days: 2 }, 'never/was': { dueAt: 0, days: 2 } })
  expect(await recallDue(work, [], 'en', 1)).toEqual([])
})
