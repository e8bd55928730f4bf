import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lessons } from '../../lessons/index.ts'
import { after } from '../../lessons/after.ts'
import { titles } from '../../lessons/titles.ts'
import { goldenJson } from '../testing/golden.ts'
import { fill, parseLessonText } from './text.ts'

const read = (id: string, language: string) => parseLessonText(readFileSync(new URL(`../../lessons/${id}/${language}.md`, import.meta.url), 'utf8'))

describe('the words of every lesson', () => {
  test.each(lessons.map(lesson => lesson.id))('%s says the same things in both languages', id => {
    const shape = (text: ReturnType<typeof read>) => ({
      steps: Object.keys(text.steps), cards: Object.keys(text.cards), solution: Object.keys(text.solution), recall: text.recall.map(each => each.id),
      asks: Object.entries(text.asks).map(([ask, { options }]) => [ask, Object.keys(options)]),
      goals: Object.entries(text.goals).map(([goal, { not, hints }]) => [goal, Object.keys(not), hints.length]),
    })
    expect(shape(read(id, 'ko'))).toEqual(shape(read(id, 'en')))
  })

  test.each(lessons.map(lesson => lesson.id))('%s bears on the map the title it has', id => {
    expect(titles[id]).toEqual({ en: read(id, 'en').title, ko: read(id, 'ko').title })
  })

  test.each(lessons.map(lesson => lesson.id))('%s is advised on the map after what it says itself', async id => {
    const at = lessons.findIndex(each => each.id === id), entry = lessons[at]!, before = lessons[at - 1]
    const { lesson } = await entry.load()
    const written = lesson.after.filter(each => lessons.some(other => other.id === each))
    const isPlain = written.length === 1 && before?.id === written[0] && before?.track === entry.track
    expect(after[id] ?? []).toEqual(isPlain ? [] : written)
  })

  test.each(lessons.map(lesson => lesson.id))('%s has words for everything its data names', async id => {
    const { lesson } = await lessons.find(each => each.id === id)!.load()
    const text = read(id, 'en')
    for (const step of lesson.steps) {
      if (step.kind === 'ask') expect(Object.keys(text.asks[step.id]!.options).sort()).toEqual([...step.options].sort())
      else if (step.kind === 'card') expect(Object.keys(text.cards[step.ask]!)).toEqual(['happened', 'why', 'changes', 'ledger'])
      else expect(text.steps[step.id]).toBeTruthy()
    }
    expect(Object.keys(text.goals)).toEqual(lesson.goals.map(goal => goal.id))
    expect(text.recall.map(each => each.id)).toEqual(lesson.recall)
    for (const each of lesson.tests.mistakes) expect(text.goals[each.goal]!.not).toHaveProperty(each.because)
  })
})

describe('the numbers of every lesson', () => {
  const configs = goldenJson<Record<string, string | { name: string; default: string | null }[]>>('configs.json')
  const defaultsOf = (name: string) => Object.values(configs).flatMap(list => typeof list === 'string' ? [] : list).filter(each => each.name === name).map(each => each.default)

  test.each(lessons.map(lesson => lesson.id))('%s calls default what is one', id => {
    for (const language of ['en', 'ko']) {
      const words = readFileSync(new URL(`../../lessons/${id}/${language}.md`, import.meta.url), 'utf8')
      const claims = [...words.matchAll(/`([a-z.]+)` ?\((?:default|기본값) (\w+)\)/g)].map(([, name, value]) => ({ name: name!, value }))
      expect(claims.filter(({ name, value }) => !defaultsOf(name).includes(value!))).toEqual([])
    }
  })
})

test('a placeholder is filled from the run, and one without a value stands out', () => {
  expect(fill('offset {offset}, {nothing}', { offset: 7 })).toBe('offset 7, {nothing}')
})

test('a hint may speak to one reason of failing', () => {
  const text = parseLessonText('# t\n\n## goal:g\nG\n### met\nm\n### not:a\nx\n### not:b\ny\n### hints\n1. all\n2. `a`: do this. `b`: do that.\n3. end')
  expect(text.goals['g']!.hints).toEqual([
    { forAll: 'all', byReason: {} }, { forAll: null, byReason: { a: 'do this.', b: 'do that.' } }, { forAll: 'end', byReason: {} },
  ])
})
