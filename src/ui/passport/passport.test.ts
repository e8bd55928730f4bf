import { expect, test } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import type { Step } from '../../session/look.ts'
import { carriesSelected } from './rides.ts'
import { merged } from './use-trail.ts'

const step = (what: Step['what'], at: number, more: Partial<Step> = {}): Step => ({ what, at, who: 'p', ...more })

test('what the host has forgotten is kept, and nothing is said twice', () => {
  const before = [step('sent', 1), step('appended', 2, { broker: 1 })]
  expect(merged(before, before.map(each => ({ ...each })))).toBe(before)
  expect(merged(before, [step('appended', 2, { broker: 1 }), step('replicated', 3, { broker: 2 })]).map(each => each.what)).toEqual(['sent', 'appended', 'replicated'])
})

test('a Fetch is lit that takes the record along; a Produce, when its exchange is in the passport', () => {
  const selection = { is: 'replica', partition: 'orders-2', broker: 1, offset: 12_600 } as const
  const lit = (exchanges: readonly string[]) => troubled.frames.filter(frame => carriesSelected(selection, frame, new Set(exchanges))).map(frame => `${frame.api} ${frame.correlation}`)
  expect(lit([])).toEqual(['Fetch 2207'])
  expect(lit(['checkout:7/5121'])).toEqual(['Produce 5121', 'Fetch 2207'])
})
