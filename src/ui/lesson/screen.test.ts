import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lesson } from '../../../lessons/first-record/lesson.ts'
import type { Judgement } from '../../lesson/judge.ts'
import type { PlayerContext } from '../../lesson/player.ts'
import { lessonScreen } from './screen.ts'

const words = readFileSync(new URL('../../../lessons/first-record/en.md', import.meta.url), 'utf8')
const where = { place: 1, of: 5, previous: null, next: { id: 'isr', title: 'ISR' } }
const judged = (met: readonly string[], because: string, more: Partial<Judgement> = {}): Judgement => ({
  at: 0,
  goals: lesson.goals.map(({ id }) => ({
    id, metAt: met.includes(id) ? 1 : null,
    verdict: met.includes(id) ? { met: true, show: { partition: 'greetings-0', offset: 0 } } : { met: false, because },
  })),
  asks: [{
    id: 'late', open: met.includes('written'), settledAt: null, right: null,
  }], values: { offset: 0, age: '1.2 s', inLog: 1, handed: 1, next: 1 }, comes: [], rewinds: [], ...more,
})
const at = (step: number, some: Partial<PlayerContext>) =>
  lessonScreen(words, { lesson, step, predictions: {}, hints: {}, judgement: null, solutionSeen: false, ...some }, where, false)

test('before the judge has spoken: the situation, the first step, goals that are open', () => {
  const screen = at(0, {})
  expect([screen.title, screen.steps.length, screen.goals.map(g => g.met), screen.mayGoOn])
    .toEqual(['Your first record', 1, [false, false, false], false])
})

test('a goal shows its evidence when it is met, and why not when it is not', () => {
  const { goals } = at(1, { judgement: judged(['written'], 'nobody-asks') })
  expect(goals.slice(0, 2).map(g => g.because)).toEqual(['greetings-0, offset 0', 'Not yet: the record is there, and no one has asked for it'])
})

test('hints belong to the reason, one rung at a time', () => {
  const hints = (shown: number) => at(1, { judgement: judged(['written'], 'nobody-asks'), hints: { read: shown } }).goals[1]!
  expect([hints(0).hints, hints(0).more]).toEqual([[], true])
  expect(hints(2).hints).toEqual(['A broker does not push. Who has to move?', 'the second tab of the editor holds a consumer.'])
  expect(hints(3).more).toBe(false)
})

test('before a card whose question the world has not answered, going on waits and says so', () => {
  const card = lesson.steps.findIndex(step => step.kind === 'card'), asked = lesson.steps[card]!
  const from = (settledAt: number | null) => {
    const before = { kind: 'look' as const, id: 'pause', see: '' }, steps = [...lesson.steps.slice(0, card), before, asked]
    const asks = [{ id: 'late', open: true, settledAt, right: settledAt === null ? null : 'log' }]
    const context = { lesson: { ...lesson, steps }, predictions: { late: 'log' }, judgement: judged(['written', 'read'], '', { asks }) }
    return at(card, context)
  }
  expect([from(null).mayGoOn, from(null).waits]).toEqual([false, true])
  expect([from(2).mayGoOn, from(2).waits]).toEqual([true, false])
})

test('numbers come from the run', () => {
  const texts = at(1, { judgement: judged(['written'], 'nobody-asks') }).steps.map(step => step.kind === 'text' ? step.body : '')
  expect(texts.join()).toContain('gave yours the number 0')
})

test('the card says what was predicted, and marks what the run made right', () => {
  const asks = [{ id: 'late', open: true, settledAt: 2, right: 'log' }]
  const card = at(4, {
    predictions: { late: 'queue' }, judgement: judged(['written', 'read'], 'one-record', { asks }),
  }).steps.find(step => step.kind === 'card')!
  expect(card).toMatchObject({ chosen: 'queue', options: [{ id: 'radio', right: false }, { id: 'queue', right: false }, { id: 'log', right: true }] })
  expect(card.kind === 'card' && card.reply).toContain('In a queue, taking is removing.')
})
