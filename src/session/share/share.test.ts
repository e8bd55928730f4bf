import { describe, expect, test } from 'vitest'
import { deflateSync } from 'fflate'
import { makeCodecs } from '../../host/codecs.ts'
import { FakeClock } from '../../host/fake-clock.testing.ts'
import { LocalDoor } from '../../host/local-door.ts'
import type { OpenAsk } from '../../host/door.ts'
import { MemoryStore } from '../../storage/memory.ts'
import { lighterRacks } from '../../testing/lighter-racks.ts'
import { fc } from '../../testing/property.ts'
import { atStrength } from '../../testing/strength.ts'
import { programs } from '../../world/programs.ts'
import { askOf } from '../worlds/cards.ts'
import { base64Of, packed } from './packing.ts'
import { ShareError, type ShareProblem } from './problem.ts'
import type { LifecycleValue } from '../lifecycle.ts'
import type { Session } from '../session.ts'
import { parcelOf } from './share-world.ts'
import { LINK_LIMIT, linkOf, readLink, readText, textOf, TEXT_LIMIT, type SharedWorld } from './shared-world.ts'

/** A browser of its own. */
async function browser(ask: OpenAsk) {
  const clock = new FakeClock()
  const door = new LocalDoor({ programs, codecs: await makeCodecs(), clock, store: new MemoryStore(), scripts: () => ({ deliver: () => null, ended() {} }) })
  const until = async <T>(promise: Promise<T>): Promise<T> => {
    let isDone = false
    const done = () => { isDone = true }
    promise.then(done, done)
    while (!isDone) {
      await clock.run(20)
      await new Promise<void>(turn => { setImmediate(turn) })
    }
    return promise
  }
  const opening = await until(door.open({ ...ask, playing: false }, { shown() {}, replaying() {} }))
  return { door, until, opening }
}

describe('a world that is shared', () => {
  test('is, opened elsewhere, at the same moment with the same trace, and goes on from there alike', async () => {
    const mine = await browser({ definition: lighterRacks(11) })
    await mine.until(mine.door.run({ for: 1_000_000 }))
    await mine.door.act({ do: 'process.kill', process: 'broker-2' })
    await mine.until(mine.door.run({ for: 1_000_000 }))
    const link = linkOf(textOf({ name: 'a dead broker', past: (await mine.door.past())!, files: {} }))!
    const shared = readLink(link)
    const card = { id: 'w-1', name: shared.name, madeAt: 0, from: { is: 'shared' as const, text: textOf(shared) } }
    const theirs = await browser(askOf(card, 0))
    expect(theirs.opening).toMatchObject({ ok: true, arrival: { is: 'replayed' }, seed: 11 })
    expect(await theirs.door.trace()).toEqual(await mine.door.trace())
    for (const { door, until } of [mine, theirs]) await until(door.run({ for: 1_000_000 }))
    expect(await theirs.door.trace()).toEqual(await mine.door.trace())
    expect([link.length < 3_000, shared.past.actions.length]).toEqual([true, atStrength(12, 16)])
  })

  test('is on its way until it is open: nobody is told that its beginning is lost', async () => {
    const at = (value: LifecycleValue) => ({
      lifecycle: { getSnapshot: () => ({ value }) }, route: { getState: () => ({ place: { screen: 'home' } }) }, door: { past: async () => null },
    }) as unknown as Session
    for (const value of ['locking', 'opening', 'leaving'] as const) expect(await parcelOf(at(value), 'mine')).toBe('opening')
    expect(await parcelOf(at('live.paused'), 'mine')).toBeNull()
  })

  test('by another engine may come out otherwise, and says so; one that cannot be lived is refused', async () => {
    const past = { engine: '0.0', seed: 1, arrivedAt: 0, now: 5_000_000, traceHash: 'what it never is', actions: lighterRacks(1).start.map(action => ({ at: 1, action })), turns: [] }
    const ask = (some: Partial<typeof past>): OpenAsk => ({ definition: { id: 'w-1', kind: 'free', seed: 1, start: [] }, past: { ...past, ...some } })
    expect((await browser(ask({}))).opening).toMatchObject({ ok: true, arrival: { is: 'strayed', engine: '0.0' }, now: expect.any(Number) })
    expect((await browser(ask({ actions: [{ at: 1, action: { do: 'process.kill', process: 'nobody' } }] }))).opening)
      .toMatchObject({ ok: false, problem: 'failed', message: expect.stringContaining('cannot be lived again') })
  })
})

const shared: SharedWorld = {
  name: 'one', files: { 'orders.ts': 'console.log(1)' },
  past: {
    engine: '0.1', seed: 7, arrivedAt: 0, now: 9, traceHash: 'ab', turns: [{ script: 's', turn: 0, at: 3, inputHash: 'cd', calls: [{ call: 'ended' }] }],
    actions: [
      { at: 1, action: { do: 'machine.add', machine: 'm1' } },
      { at: 2, action: { do: 'folder.import', machine: 'm1', files: { '/data/orders-0/0.log': Uint8Array.of(0, 128, 255) } } },
    ],
  },
}

test('what is written is read again, by link and by file', () => {
  expect([readLink(linkOf(textOf(shared))!), readText(textOf(shared))]).toEqual([shared, shared])
})

test('a lesson somebody made comes with its world', () => {
  const taught: SharedWorld = { ...shared, lesson: { intro: '<b>', steps: [{ text: 'kill it', goal: { is: 'broker-down', n: 2 } }, { text: 'look', goal: null }], did: ['+1.0 s process.kill broker-2'] } }
  expect([readLink(linkOf(textOf(taught))!), readText(textOf(taught))]).toEqual([taught, taught])
})

describe('what anybody may have written', () => {
  const problemOf = (read: () => unknown): ShareProblem | string => {
    try {
      read()
      return 'taken'
    } catch (error) {
      return error instanceof ShareError ? error.problem : String(error)
    }
  }
  const changed = (some: object): string => JSON.stringify({ ...JSON.parse(textOf(shared)), ...some })
  const link = packed(textOf(shared))
  /** 4 kB that unfold to 4 MB and more. */
  const bomb = base64Of(deflateSync(new Uint8Array(TEXT_LIMIT + 1))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

  test.each<[string, () => unknown, ShareProblem]>([
    ['a link that was cut off', () => readLink(link.slice(0, -9)), { is: 'not-packed' }],
    ['letters no link has', () => readLink('<b>'), { is: 'not-packed' }],
    ['a link that is too long', () => readLink('a'.repeat(LINK_LIMIT + 1)), { is: 'too-large', limit: LINK_LIMIT }],
    ['a bomb', () => readLink(bomb), { is: 'too-large', limit: TEXT_LIMIT }],
    ['no JSON', () => readText('{"terrarium":1'), { is: 'not-json' }],
    ['JSON of somebody else', () => readText('{"name":"x"}'), { is: 'not-ours' }],
    ['a format to come', () => readText(changed({ terrarium: 2 })), { is: 'newer', version: 2 }],
    ['too many actions', () => readText(changed({ actions: Array(10_001).fill(0) })), { is: 'too-many', what: 'actions', n: 10_001, limit: 10_000 }],
    ['a script without end', () => readText(changed({ files: { 'a.ts': 'x'.repeat(1_000_001) } })), { is: 'too-long', file: 'a.ts', limit: 1_000_000 }],
    ['an action there is not', () => readText(changed({ actions: [[1, { do: 'rm' }]] })), { is: 'malformed', where: 'actions.0.1.do', said: 'Received "rm"' }],
    ['time that runs backwards', () => readText(changed({ actions: [2, 1].map(at => [at, { do: 'process.kill', process: 'p' }]) })), { is: 'malformed', where: 'actions', said: 'not in the order of time' }],
    ['a file that would leave its folder', () => readText(changed({ files: { '../x': '' } })), { is: 'malformed', where: 'files.../x', said: expect.any(String) as never }],
    ['a goal there is not', () => readText(changed({ lesson: { intro: '', did: [], steps: [{ text: '', goal: { is: 'constructor' } }] } })), { is: 'malformed', where: 'lesson.steps.0.goal.is', said: expect.any(String) as never }],
    ['a lesson without end', () => readText(changed({ lesson: { intro: '', did: [], steps: Array(21).fill({ text: '', goal: null }) } })), { is: 'malformed', where: 'lesson.steps', said: expect.any(String) as never }],
    ['lists without end', () => readText(changed({ actions: [[1, JSON.parse('['.repeat(99) + ']'.repeat(99))]] })), { is: 'malformed', where: '', said: expect.stringContaining('lists in lists') as never }],
  ])('%s is refused with its reason', (_, read, problem) => expect(problemOf(read)).toEqual(problem))

  test('is a shared world or refused, whatever it is', () => {
    const isRefused = (read: () => unknown) => {
      const problem = problemOf(read)
      expect(['taken', ...kinds]).toContain(typeof problem === 'string' ? problem : problem.is)
    }
    fc.assert(fc.property(fc.json(), text => isRefused(() => readText(text))))
    fc.assert(fc.property(fc.base64String(), text => isRefused(() => readLink(text))))
    fc.assert(fc.property(fc.constantFrom(...Object.keys(JSON.parse(textOf(shared)) as object)), fc.jsonValue(), (key, value) => isRefused(() => readText(changed({ [key]: value })))))
  })
  const kinds = ['too-large', 'not-packed', 'not-json', 'not-ours', 'newer', 'malformed', 'too-many', 'too-long']
})
