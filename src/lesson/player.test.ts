import { createActor } from 'xstate'
import { describe, expect, test } from 'vitest'
import type { Judgement } from './judge.ts'
import { playerMachine } from './player.ts'
import type { Lesson } from './types.ts'

const lesson = {
  steps: [
    { kind: 'act', id: 'send', goal: 'written' },
    { kind: 'look', id: 'look', see: 'record' },
    { kind: 'ask', id: 'late', options: ['a', 'b'], right: () => 'a', settles: () => true, needs: ['written'] },
    { kind: 'act', id: 'read', goal: 'read' },
    { kind: 'card', id: 'late', ask: 'late' },
  ],
  goals: [{ id: 'written' }, { id: 'read' }],
} as unknown as Lesson

const judgement = (met: string[], settled = false): Judgement => ({
  at: 0,
  goals: lesson.goals.map(({ id }) => ({ id, verdict: met.includes(id) ? { met: true } : { met: false, because: 'x' }, metAt: met.includes(id) ? 1 : null })),
  asks: [{ id: 'late', open: met.includes('written'), settledAt: settled ? 2 : null, right: settled ? 'a' : null }], values: {}, comes: [], rewinds: [],
})

describe('a learner in a lesson', () => {
  const start = () => { const player = createActor(playerMachine, { input: { lesson } }); player.start(); return player }
  const at = (player: ReturnType<typeof start>) => `${String(player.getSnapshot().value)} ${player.getSnapshot().context.step}`

  test('goes on when the goal is met, bets before the world answers, sees the card after it has', () => {
    const player = start()
    const seen = [at(player)]
    const send = (event: Parameters<typeof player.send>[0]) => { player.send(event); seen.push(`${event.type} → ${at(player)}`) }
    send({ type: 'next' })
    send({ type: 'judged', judgement: judgement(['written']) })
    send({ type: 'next' })
    send({ type: 'next' })
    send({ type: 'predict', ask: 'late', option: 'b' })
    send({ type: 'judged', judgement: judgement(['written', 'read']) })
    send({ type: 'judged', judgement: judgement(['written', 'read'], true) })
    expect(seen).toMatchInlineSnapshot(`
      [
        "doing 0",
        "next → doing 0",
        "judged → doing 1",
        "next → predicting 2",
        "next → predicting 2",
        "predict → doing 3",
        "judged → doing 3",
        "judged → done 4",
      ]
    `)
  })

  test('climbs the hint ladder to its third rung and no further', () => {
    const player = start()
    for (let i = 0; i < 5; i++) player.send({ type: 'hint', goal: 'written' })
    expect(player.getSnapshot().context.hints).toEqual({ written: 3 })
  })
})
