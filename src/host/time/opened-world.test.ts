import { describe, expect, test } from 'vitest'
import { MemoryStore } from '../../storage/memory.ts'
import { echoPrograms } from '../../testing/echo.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import { fc } from '../../testing/property.ts'
import { atStrength } from '../../testing/strength.ts'
import type { Action } from '../../world/action.ts'
import { World, type LoggedAction } from '../../world/world.ts'
import type { Opening } from '../door.ts'
import { FakeClock } from '../fake-clock.testing.ts'
import type { Shown } from '../frame.ts'
import { LocalDoor } from '../local-door.ts'
import { ONE_TRACK, type Tracks } from './tracks.ts'

const command = (...order: unknown[]): Action => ({ do: 'process.command', process: 'p', command: order })
const start: Action[] = [{ do: 'process.start', process: 'p', program: 'puppet' }, { do: 'process.start', process: 'c', program: 'clock', args: { micros: 50_000 } }]

/** A page with a world that stands still unless it is told to run. */
class Page {
  readonly clock = new FakeClock()
  readonly store: MemoryStore
  readonly door: LocalDoor
  tracks: Tracks = ONE_TRACK
  shown: { track: string; frame: Shown }[] = []

  constructor(store = new MemoryStore()) {
    this.store = store
    this.door = new LocalDoor({ programs: echoPrograms, codecs: noCodecs, clock: this.clock, store, scripts: () => ({ deliver: () => null, ended() {} }) })
  }

  /** Lets real and virtual time pass until it is there. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let isDone = false
    const done = () => { isDone = true }
    promise.then(done, done)
    while (!isDone) {
      await this.clock.run(20)
      await new Promise<void>(turn => { setImmediate(turn) })
    }
    return promise
  }

  open(kind: 'free' | 'lesson' = 'free'): Promise<Opening> {
    return this.until(this.door.open({ definition: { id: 'w', kind, seed: 3, start }, playing: false }, {
      shown: (frame, track) => { this.shown.push({ frame, track }) }, replaying() {}, tracks: tracks => { this.tracks = tracks },
    }))
  }

  async live(...actions: Action[]): Promise<void> {
    for (const action of actions) {
      await this.door.act(action)
      await this.run(10_000)
    }
  }
  run(micros: number): Promise<unknown> { return this.until(this.door.run({ for: micros })) }
  async fork(at: number): Promise<string | null> { return this.until(this.door.fork({ at })) }
  async files(): Promise<string> {
    await this.live(command('files'))
    await this.clock.run(50)
    return this.shown.flatMap(({ frame }) => frame.told.flatMap(told => told.is === 'console' && told.text.includes('=') ? told.text : [])).at(-1) ?? ''
  }
}

/** The same log, lived again in one go. */
function traceOf(log: readonly LoggedAction[], until: number): string {
  const world = new World({ seed: 3, programs: echoPrograms, codecs: noCodecs, profile: 'laptop', replay: { actions: log, turns: [] } })
  world.advance({ until })
  return world.traceHash()
}

describe('continue from here', () => {
  test('leads another way from a moment of the past; the first way stays', async () => {
    const page = new Page()
    await page.open()
    await page.live(command('append', 'f', 'one'))
    const { now } = await page.door.trace()
    await page.live(command('append', 'f', 'two'))
    expect(await page.fork(now)).toBe('2')
    expect(page.tracks).toMatchObject({ open: '2', tracks: [{ id: 'main' }, { id: '2', parent: 'main', forkedAt: now, differs: { is: 'continued' } }] })
    await page.live(command('append', 'f', 'other'))
    expect(await page.files()).toBe('f=oneother')
    await page.until(page.door.switchTo('main'))
    expect(await page.files()).toBe('f=onetwo')
  })

  test('is the same world whatever was done, to the last byte of its trace', async () => {
    const deeds = fc.array(fc.constantFrom<Action>(
      command('append', 'f', 'x'), command('write', 'g', 'y'), command('at', 7_000, 'tick'), command('roll', 1_000),
      { do: 'process.kill', process: 'c' }, { do: 'process.start', process: 'c' }, { do: 'machine.powerOff', machine: 'client-p' }, { do: 'machine.powerOn', machine: 'client-p' },
    ), { minLength: 1, maxLength: 6 })
    await fc.assert(fc.asyncProperty(deeds, deeds, fc.nat(100), async (before, after, part) => {
      const page = new Page()
      await page.open()
      await page.live(...before)
      await page.run(20_000_000)
      const { now } = await page.door.trace()
      await page.live(...after)
      await page.fork(Math.floor(now * part / 100))
      await page.live(...after)
      const { now: end, hash } = await page.door.trace()
      expect(hash).toBe(traceOf(await page.door.log(), end))
      await page.until(page.door.close())
    }), { numRuns: atStrength(3, 6) })
  })

  test('nobody wants it any more: the open track goes on as if nothing had been asked', async () => {
    const page = new Page()
    await page.open()
    await page.run(30_000_000)
    const before = await page.door.trace()
    const forking = page.door.fork({ at: 29_000_000 })
    await page.clock.run(1)
    await page.door.cancelFork()
    expect(await page.until(forking)).toBe(null)
    expect([page.tracks, await page.door.trace()]).toEqual([ONE_TRACK, before])
  })

  test('a glance that waits behind it is called off alone', async () => {
    const page = new Page()
    await page.open()
    await page.run(30_000_000)
    const forking = page.door.fork({ at: 29_000_000 }), glancing = page.door.glance('main', 20_000_000)
    await page.clock.run(1)
    await page.door.cancelGlance()
    expect(await page.until(forking)).toBe('2')
    expect(await page.until(glancing)).toBe(null)
  })

  test('the first frame of a track brings all that was done and told on it', async () => {
    const page = new Page()
    await page.open()
    await page.live(command('append', 'f', 'one'))
    const { now } = await page.door.trace()
    await page.live(command('append', 'f', 'two'))
    await page.fork(now)
    await page.run(1_000)
    const first = page.shown.find(({ track, frame }) => track === '2' && frame.view !== null)!.frame
    expect(first.actions.at(-1)!.action).toEqual(command('append', 'f', 'one'))
    expect(first.told.filter(told => told.is === 'console').map(told => told.text)).toContain('command')
  })
})

describe('a tab that is opened again', () => {
  /** Two tracks, the second one open. The page is gone without a word. */
  async function left(kind: 'free' | 'lesson') {
    const page = new Page()
    await page.open(kind)
    await page.live(command('append', 'f', 'one'))
    const { now } = await page.door.trace()
    await page.run(40_000_000)
    await page.live(command('append', 'f', 'two'))
    await page.fork(now)
    await page.run(20_000_000)
    await page.live(command('append', 'f', 'other'))
    await page.until(page.door.renameTrack('2', 'the other way'))
    await page.clock.run(2_000)
    return { page, trace: await page.door.trace() }
  }

  test.each(['free', 'lesson'] as const)('is exactly where it was, forks included: a %s world', async kind => {
    const { page, trace } = await left(kind)
    const again = new Page(page.store)
    expect(await again.open(kind)).toMatchObject({ ok: true, arrival: { is: 'replayed' } })
    expect([again.tracks, await again.door.trace()]).toEqual([page.tracks, trace])
    expect(again.tracks.tracks[1]!.name).toBe('the other way')
    expect(await again.files()).toBe('f=oneother')
    await again.until(again.door.switchTo('main'))
    expect(await again.files()).toBe('f=onetwo')
  })

  test('takes the disks of the open track where its past leads elsewhere', async () => {
    const { page } = await left('free')
    const { writer, manifest } = await page.store.open('w~2')
    const head = { ...manifest!.head, epoch: manifest!.head.epoch + 1, facts: { ...manifest!.head.facts as object, traceHash: 'another engine' } }
    await page.store.commit('w~2', writer, { head, disks: [], log: [] })
    const again = new Page(page.store)
    expect(await again.open()).toMatchObject({ ok: true, arrival: { is: 'recovered', life: 2 } })
    expect(again.tracks.open).toBe('2')
    await again.live({ do: 'process.start', process: 'p' })
    expect(await again.files()).toBe('f=oneother')
  })

  test('opens the first track when a fork was left before anything of it was written', async () => {
    const { page } = await left('free')
    await page.store.remove('w~2')
    const again = new Page(page.store)
    await again.open()
    expect(again.tracks).toMatchObject({ open: 'main', tracks: [{ id: 'main' }] })
    expect(await again.files()).toBe('f=onetwo')
  })

  test('starts over without any fork', async () => {
    const { page } = await left('free')
    const again = new Page(page.store)
    await again.until(again.door.open({ definition: { id: 'w', kind: 'free', seed: 3, start }, playing: false, startOver: true }, { shown() {}, replaying() {} }))
    expect((await page.store.worlds()).map(head => head.world)).toEqual(['w'])
  })
})

describe('a track', () => {
  test('can be looked at as it was at any moment, while another one is open', async () => {
    const page = new Page()
    await page.open()
    await page.run(5_000_000)
    await page.fork(2_000_000)
    expect((await page.until(page.door.lookBack('main', 4_000_000)))!.now).toBe(4_000_000)
    expect((await page.until(page.door.lookBack('main', 9_000_000)))!.now).toBe(9_000_000)
    expect((await page.until(page.door.lookBack('2', 1_000_000)))!.now).toBe(1_000_000)
    expect(page.tracks.open).toBe('2')
  })

  test('that is removed is gone, also from the store', async () => {
    const page = new Page()
    await page.open()
    await page.run(1_000_000)
    await page.fork(500_000)
    await page.until(page.door.switchTo('main'))
    await page.until(page.door.removeTrack('2'))
    expect(page.tracks.tracks.map(({ id, leftAt }) => `${id} left at ${leftAt}`)).toEqual(['main left at 1000001'])
    expect((await page.store.worlds()).map(head => head.world)).toEqual(['w'])
  })

  test('that nobody made cannot be opened', async () => {
    const page = new Page()
    await page.open()
    await expect(page.until(page.door.switchTo('7'))).rejects.toThrow('There is no track 7')
  })
})
