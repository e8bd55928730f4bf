import { beforeAll, expect, test } from 'vitest'
import { checkLesson } from '../dev/lessons/check.ts'
import { Headless, type Kit } from '../dev/lessons/headless.ts'
import { bundleRealm } from '../dev/realm-plugin.mjs'
import { makeCodecs } from '../host/codecs.ts'
import type { Act, Lesson, Past } from './types.ts'
import { met, not } from './types.ts'

/*
 * A lesson with two endings that exclude each other: broker 1 is killed, or its machine loses power.
 */

let kit: Kit
beforeAll(async () => {
  const [realm, codecs] = await Promise.all([bundleRealm(), makeCodecs()])
  kit = { realm, codecs }
})

const up = ({ now }: Past) => now.metadata.brokers[1]?.fenced === false
const killed = ({ now }: Past) => now.processes['broker-1']!.state === 'down' && now.machines['m1']!.power
const dark = ({ now }: Past) => !now.machines['m1']!.power
const kill: Act = { do: { act: { do: 'process.kill', process: 'broker-1' } } }
const cutPower: Act = { do: { act: { do: 'machine.powerOff', machine: 'm1' } } }
const back: Act = { do: { rewind: past => past.start.now + 1_000_000 } }

const lesson: Lesson = {
  id: 'two-ends', track: 1, after: [], minutes: 1, sources: [], files: [], opens: 'stage', inputs: {}, sees: {}, steps: [], recall: [],
  world: { brokers: 1, controller: 'apart', speed: 1, opening: [{ do: { wait: up, atMost: 60_000_000 } }] },
  values: (past, forks) => ({ tracks: [past, ...forks].map(({ track }) => track).join(' ') }),
  goals: [
    { id: 'killed', within: 60_000_000, check: past => killed(past) ? met() : not('runs') },
    { id: 'both', within: 60_000_000, check: (past, forks) => forks.some(killed) && dark(past) ? met() : not('one-end') },
  ],
  solution: [{ do: { for: 2_000_000 } }, kill, { do: { wait: killed, atMost: 1_000_000 } }, back, cutPower],
  tests: {
    otherWays: [], ends: (past, forks) => dark(past) && forks.some(killed),
    mistakes: [{ acts: [{ do: { for: 2_000_000 } }, kill, back], goal: 'both', because: 'one-end' }, { acts: [cutPower], goal: 'killed', because: 'runs' }],
  },
}

test('a solution goes back and comes to the other end; goals may ask about all tracks', async () => {
  expect(await checkLesson({ lesson, files: {}, texts: {} }, [1, 2], kit)).toMatchObject({ failures: [] })
})

test('what was met on one track is met on all, and says where', async () => {
  const played = await Headless.arrive({ lesson, files: {} }, 1, kit)
  await played.play(lesson.solution)
  expect(played.judgement.goals.map(({ id, on }) => `${id} on ${on}`)).toEqual(['killed on main', 'both on 2'])
  expect(played.judgement.values).toEqual({ tracks: '2 main' })
})

test('the new track has lived the same moments up to where it left', async () => {
  const played = await Headless.arrive({ lesson, files: {} }, 1, kit)
  await played.play(lesson.solution)
  const [first] = played.forks
  expect(played.past.start).toEqual(first!.start)
  expect(played.past.viewAt(played.past.start.now + 900_000).now).toBe(first!.viewAt(played.past.start.now + 900_000).now)
})
