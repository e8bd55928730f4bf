import { describe, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { lesson } from '../../lessons/isr/lesson.ts'
import { lesson as firstRecord } from '../../lessons/first-record/lesson.ts'
import type { Judgement } from '../lesson/judge.ts'
import type { Lesson } from '../lesson/types.ts'
import { small } from '../testing/view-fixture.ts'
import type { Action } from '../world/action.ts'
import { playSolution } from './solution.ts'
import type { WorldState } from './world-store.ts'

/** A world that does nothing by itself: time passes, and things come, when a test says so. */
function stage(played: Pick<Lesson, 'solution'>, files: Readonly<Record<string, string>> = {}) {
  const view = small({})
  const world = createStore<WorldState>(() => ({ track: 'main', view, told: [], skipped: 0, actions: [], status: null, judgement: null }))
  const acted: Action[] = []
  const reading: (() => void)[] = []
  const solution = playSolution({
    lesson: { ...lesson, ...played }, files, world,
    terrarium: { act: async action => { acted.push(action); return { at: 0, action } }, fork: async () => null },
    clock: { now: () => 0, wall: () => 0, after: (_, then) => { reading.push(then); return () => {} } },
  })
  const settle = () => new Promise(resolve => { setTimeout(resolve) })
  return {
    solution, acted,
    read: async () => {
      await settle()
      reading.shift()?.()
      return settle()
    },
    comes: (...at: number[]) => {
      world.setState({ judgement: { at: world.getState().view!.now, goals: [], asks: [], values: {}, comes: played.solution.map((_, index) => at.includes(index)), rewinds: [] } satisfies Judgement })
      return settle()
    },
    passes: (micros: number) => { world.setState(({ view }) => ({ view: { ...view!, now: view!.now + micros } })); return settle() },
  }
}

describe('a solution', () => {
  test('says a sentence, waits for its reader, acts, and goes on when the judge has seen what it waits for', async () => {
    const { solution, acted, read, comes } = stage(lesson)
    expect([solution.store.getState(), acted]).toEqual([{ at: 0, is: 'playing', message: '' }, []])
    await read()
    expect([solution.store.getState().at, acted]).toEqual([1, [{ do: 'link.slow', from: 'm3', to: 'm1', bytesPerSecond: 1_000 }]])
    await read()
    await comes(1)
    expect(solution.store.getState().at).toBe(2)
    await read()
    await comes(3)
    expect([solution.store.getState(), acted.at(-1)]).toEqual([{ at: 4, is: 'done', message: '' }, { do: 'link.mend', from: 'm3', to: 'm1' }])
  })

  test('does nothing more once it is stopped', async () => {
    const { solution, acted, read, comes } = stage(lesson)
    await read()
    solution.stop()
    await comes(1)
    await read()
    expect([solution.store.getState().is, acted.length]).toEqual(['stopped', 1])
  })

  test('says so when what it waits for does not come', async () => {
    const { solution, read, passes } = stage(lesson)
    await read()
    await read()
    await passes(90_000_000)
    expect(solution.store.getState()).toMatchObject({ is: 'failed', message: 'act 1: it did not come within 90 s' })
  })

  test('waits for the judge, who may be behind what is shown', async () => {
    const { solution, read, passes, comes } = stage(lesson)
    await read()
    await comes()
    await read()
    await passes(90_000_000)
    expect(solution.store.getState()).toMatchObject({ is: 'playing', at: 1 })
    await comes(1)
    expect(solution.store.getState().at).toBe(2)
  })

  test('gives what it waits for its time from when it was done, however long before the judge last looked', async () => {
    const { solution, read, passes, comes } = stage(lesson)
    await read()
    await comes()
    await passes(200_000_000)
    await read()
    await passes(1_000_000)
    await comes()
    expect(solution.store.getState()).toMatchObject({ is: 'playing', at: 1 })
    await passes(89_000_000)
    await comes()
    expect(solution.store.getState()).toMatchObject({ is: 'failed', message: 'act 1: it did not come within 90 s' })
  })

  test('has scripts by a name of their own, beside the learner’s', () => {
    expect(stage(lesson).solution.scripts.id).toBe('lesson/isr/solution')
  })

  test('runs and edits copies of the lesson’s files', async () => {
    const given = { 'send.ts': "send('hello')", 'read.ts': 'read()' }
    const edit: Lesson['solution'][number] = { do: { edit: 'send.ts', replace: ["'hello'", "'again'"] } }
    const { solution, acted, read } = stage({ solution: [edit, firstRecord.solution[0]!] }, given)
    await read()
    expect(acted).toEqual([{ do: 'script.run', script: 'send', file: 'send.ts', source: "send('again')" }])
    expect(solution.scripts.store.getState()).toMatchObject({ open: 'send.ts', given, files: { 'send.ts': "send('again')" } })
  })
})
