import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { lesson } from '../../lessons/too-large/lesson.ts'
import { MemoryStore } from '../storage/memory.ts'
import { deskScripts } from './desk-scripts.ts'
import type { Place } from './route.ts'

const files = { 'send.ts': "producer({ 'message.max.bytes': 1_000_000 })", 'read.ts': 'read()' }

/** A learner in a lesson. */
function learner(seen: { solutionSeen: boolean }) {
  const lessons = createStore(() => ({ lesson: { id: lesson.id, folder: { lesson, files }, player: { getSnapshot: () => ({ context: seen }) }, solution: null } }))
  const route = createStore(() => ({ place: { screen: 'lesson', lesson: lesson.id } as Place }))
  const visits = createStore(() => ({ done: [] as string[] }))
  return { store: deskScripts({ lesson: lessons, route, visits, work: new MemoryStore().work } as never), route, visits }
}

test('what the solution leaves of a lesson’s files is not told before it was asked for', () => {
  expect(learner({ solutionSeen: false }).store.getState().solution).toBe(null)
  expect(learner({ solutionSeen: true }).store.getState().solution).toEqual({ ...files, 'send.ts': "producer({ 'message.max.bytes': 3_000_000 })" })
})

test('nor before the lesson is done, and in no other place', () => {
  const { store, route, visits } = learner({ solutionSeen: false })
  visits.setState({ done: [lesson.id] })
  expect(store.getState().solution?.['send.ts']).toContain('3_000_000')
  route.setState({ place: { screen: 'world' } })
  expect(store.getState().solution).toBe(null)
})
