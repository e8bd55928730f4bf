import { expect, test } from 'vitest'
import { lesson as lag } from '../../../lessons/lag/lesson.ts'
import { lesson as isr } from '../../../lessons/isr/lesson.ts'
import { solutionScreen } from './solution.ts'

const says = (at: number, is: 'playing' | 'stopped' = 'playing') =>
  solutionScreen(isr, { at, is, message: '' }, say => `“${say}”`).says.map(({ text, mark, deeds }) => `${mark} ${text} ${deeds.map(deed => `${deed.label} ${deed.values['on']}`).join()}`)

test('each sentence stands with what is done under it; acts that only wait have none', () => {
  expect(says(1)).toEqual(['done “slow” mark.link-slow m3 – m1', 'now “wait” ', 'next “mend” mark.mended m3 – m1'])
  expect(says(3)).toEqual(['done “slow” mark.link-slow m3 – m1', 'done “wait” ', 'now “mend” mark.mended m3 – m1'])
  expect(says(4)).toEqual(['done “slow” mark.link-slow m3 – m1', 'done “wait” ', 'done “mend” mark.mended m3 – m1'])
})
test('stopped, nothing is under way', () => { expect(says(1, 'stopped')[1]).toBe('next “wait” ') })
test('scripts that are run and stopped are named', () => {
  const { says: all } = solutionScreen(lag, { at: 0, is: 'playing', message: '' }, say => say)
  expect(all.flatMap(({ deeds }) => deeds)).toEqual([{ label: 'solution.run', values: { file: 'rush.ts' } }, { label: 'solution.stop', values: { script: 'rush' } }])
})
