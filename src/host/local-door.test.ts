import { describe, expect, test } from 'vitest'
import type { Judgement } from '../lesson/judge.ts'
import type { Lesson, Past } from '../lesson/types.ts'
import { met, not } from '../lesson/types.ts'
import { MemoryStore } from '../storage/memory.ts'
import type { Opened } from '../storage/store.ts'
import { echoPrograms } from '../testing/echo.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import type { Action } from '../world/action.ts'
import type { OpenAsk } from './door.ts'
import { FakeClock } from './fake-clock.testing.ts'
import type { Shown } from './frame.ts'
import { LocalDoor } from './local-door.ts'

const command = (...order: unknown[]): Action => ({ do: 'process.command', process: 'p', command: order })
const lesson = {
  world: { opening: [{ do: { act: command('at', 3_000_000, 'ready') } }, { do: { wait: (past: Past) => past.events('console', { text: 'timer ready' }).length > 0, atMost: 9_000_000 } }] },
  inputs: {}, values: (past: Past) => ({ startedAt: past.start.now }), steps: [], solution: [],
  goals: [{ id: 'told', within: 1_000_000, check: (past: Past) => past.events('console', { text: 'timer done' }).length > 0 ? met() : not('silent') }],
} as unknown as Lesson

/** As if another engine had written what it holds: no moment of it can be gone on from. */
class OtherEngine extends MemoryStore {
  override async open(world: string): Promise<Opened> {
    const { writer, manifest } = await super.open(world)
    return { writer, manifest: manifest && { ...manifest, snapshot: null } }
  }
}

function page(store = new MemoryStore()) {
  const clock = new FakeClock(), shown: Shown[] = []
  const door = new LocalDoor({
    programs: echoPrograms, codecs: noCodecs, clock, store, scripts: () => ({ deliver: () => null, ended() {} }), lessons: async () => ({ lesson, files: {} }),
  })
  const open = async (ask: Partial<OpenAsk> = {}) => {
    const opening = door.open({ definition: { id: 'w', kind: ask.lesson ? 'lesson' : 'free', seed: 3, start: [{ do: 'process.start', process: 'p', program: 'puppet' }] }, ...ask },
      { shown: frame => { shown.push(frame) }, replaying() {} })
    await clock.run(1_000)
    const opened = await opening
    await clock.run(50)
    return opened
  }
  return { door, clock, shown, open, store, judged: () => shown.flatMap(frame => frame.companion ?? []).at(-1) as Judgement }
}

describe('a door', () => {
  test('opens a new world, lets it live, closes it, and finds it again as it was left', async () => {
    const { door, clock, open } = page()
    expect(await open()).toMatchObject({ ok: true, arrival: { is: 'new' }, notKept: null })
    await door.act(command('append', 'f', 'x'))
    await clock.run(100)
    await door.pause()
    const { now, hash } = await door.trace()
    await door.close()
    expect(await open({ playing: false })).toMatchObject({ ok: true, arrival: { is: 'replayed' }, now })
    expect((await door.trace()).hash).toBe(hash)
    await door.close()
    expect(await open({ startOver: true })).toMatchObject({ ok: true, arrival: { is: 'new' } })
  })

  test('of which no moment can be gone on from comes back from its disks', async () => {
    const { door, clock, open } = page(new OtherEngine())
    await open()
    await door.act(command('append', 'f', 'x'))
    await clock.run(100)
    await door.close()
    expect(await open()).toMatchObject({ ok: true, arrival: { is: 'recovered', life: 2, processes: 1 } })
  })

  test('a second page that opens the same world takes it; the first stops and says so', async () => {
    const first = page(), second = page(first.store)
    await first.open()
    await second.open()
    await first.clock.run(3_000)
    expect(first.shown.at(-1)!.status.state).toMatchObject({ is: 'storage-stopped', problem: 'fenced' })
    await second.clock.run(2_000)
    expect(second.shown.at(-1)!.status.state.is).toBe('running')
  })

  test('a world of a newer format is refused in words, and stays', async () => {
    const { store, open } = page()
    const { writer } = await store.open('w')
    await store.commit('w', writer, { head: { world: 'w', epoch: 1, format: 99, engine: 'x', seed: '1', now: 0, logLength: 0, savedAt: 0, facts: null }, disks: [], log: [] })
    expect(await open()).toMatchObject({ ok: false, problem: 'newer' })
  })

  test('what nobody opened cannot be acted on', async () => {
    await expect(page().door.act(command('files'))).rejects.toThrow('no world is open')
  })
})

describe('a lesson', () => {
  test('plays its opening before the learner arrives; the judge hears only what comes after', async () => {
    const { door, clock, open, judged } = page()
    await open({ lesson: 'toy' })
    expect(judged()).toMatchObject({ goals: [{ id: 'told', verdict: { met: false, because: 'silent' } }] })
    expect(judged().values['startedAt']).toBeGreaterThanOrEqual(3_000_000)
    await door.act(command('at', 10_000, 'done'))
    await clock.run(200)
    expect(judged().goals[0]).toMatchObject({ verdict: { met: true } })
  })

  test('comes back to where it was, judgement and all', async () => {
    const { door, clock, open, judged, shown } = page()
    await open({ lesson: 'toy' })
    await door.act(command('at', 10_000, 'done'))
    await clock.run(100)
    await door.pause()
    await clock.run(100)
    const before = judged(), at = shown.at(-1)!.view!.now
    await door.close()
    shown.length = 0
    expect(await open({ lesson: 'toy', playing: false })).toMatchObject({ arrival: { is: 'replayed' } })
    expect(judged()).toEqual(before)
    expect(shown.at(-1)!.view!.now).toBeGreaterThanOrEqual(at)
  })

  test('left during its opening it begins anew', async () => {
    const { door, open, store, clock } = page()
    void open({ lesson: 'toy' }).catch(() => {})
    await clock.run(20)
    await store.open('w')
    await door.close()
    expect(await page(store).open({ lesson: 'toy' })).toMatchObject({ ok: true, arrival: { is: 'new' } })
  })
})
