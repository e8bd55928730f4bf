import { describe, expect, test } from 'vitest'
import { MemoryStore } from '../storage/memory.ts'
import type { Epoch } from '../storage/store.ts'
import { StorageError } from '../storage/store.ts'
import { echoPrograms } from '../testing/echo.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { atStrength } from '../testing/strength.ts'
import type { Env, Process } from '../env/process.ts'
import { World } from '../world/world.ts'
import { AHEAD_BYTES } from './committer.ts'
import { FakeClock, settle } from './fake-clock.testing.ts'
import type { Shown } from './frame.ts'
import { Keeper } from './keeper.ts'
import type { HostOptions } from './host-options.ts'
import { WorldHost } from './world-host.ts'

/** A store whose commits are answered when the test says so. */
class SlowStore extends MemoryStore {
  held: { settle(): void; fail(error: StorageError): void }[] = []
  isSlow = false

  override async commit(world: string, writer: number, epoch: Epoch): Promise<void> {
    if (this.isSlow) await new Promise<void>((resolve, reject) => { this.held.push({ settle: resolve, fail: reject }) })
    await super.commit(world, writer, epoch)
  }

  async release(): Promise<void> {
    for (const each of this.held.splice(0)) each.settle()
    await settle()
  }
}

/** Writes a megabyte every millisecond. */
class Flood implements Process {
  protected readonly env: Env
  constructor(env: Env) { this.env = env }
  handle(): void {
    this.env.disk.append('flood', new Uint8Array(1_048_576))
    this.env.at(this.env.now() + 1_000, null)
  }
  save() { return null }
  load() {}
  view() { return null }
}
/** Computes twenty times in a millisecond. */
class Laborious extends Flood {
  override handle(): void {
    compute()
    this.env.at(this.env.now() + 50, null)
  }
}
let compute = () => {}
const programs = { ...echoPrograms, flood: (env: Env): Process => new Flood(env), laborious: (env: Env): Process => new Laborious(env) }

async function hosted(options: Partial<HostOptions> & { program?: string; args?: unknown } = {}) {
  const { program = 'clock', args = { micros: 1_000 }, ...rest } = options
  const clock = new FakeClock(), store = new SlowStore(), shown: Shown[] = []
  const world = new World({ seed: 1, programs, codecs: noCodecs, onCrash: 'throw' })
  world.act({ do: 'process.start', process: 'p', program, args })
  const { writer } = await store.open('free')
  const keeper = new Keeper({ store, worldId: 'free', writer, clock, epoch: 0, begins: 'world', facts: () => null })
  const host = new WorldHost({ world, clock, keeper, publish: frame => { shown.push(frame) }, ...rest })
  return { clock, store, world, host, shown, last: () => shown.at(-1)! }
}

describe('pace', () => {
  test.each([[0.01, 10_000], [1, 1_000_000], [20, 20_000_000]])('at %f× a real second is %i µs', async (speed, micros) => {
    const { clock, world } = await hosted({ speed })
    await clock.run(1_000)
    expect(world.now).toBeGreaterThan(micros * 0.95)
    expect(world.now).toBeLessThanOrEqual(micros)
  })

  test('a world that can do 4× loses no time when 5× is asked of it, and is seen all the same', async () => {
    const { clock, world, shown } = await hosted({ speed: 5, program: 'laborious' })
    compute = () => clock.spend(0.0125)
    await clock.run(3_000)
    expect(world.now / 1_000 / clock.now()).toBeGreaterThan(3.8)
    expect(shown.length).toBeGreaterThan(20)
  })

  test('a computer that slept an hour stalls the world instead of leaping', async () => {
    const { clock, world } = await hosted()
    await clock.run(100)
    clock.spend(3_600_000)
    await clock.run(100)
    expect(world.now).toBeLessThan(310_000)
  })

  test('paused it stands; an action is taken in at once; a step goes to the next thing told', async () => {
    const { clock, world, host } = await hosted({ program: 'puppet', args: null })
    await clock.run(50)
    host.pause()
    const before = world.now
    await clock.run(1_000)
    expect(world.now).toBe(before)
    host.act({ do: 'process.command', process: 'p', command: ['at', 5_000, 'tick'] })
    expect(world.now).toBe(before + 1)
    host.step()
    host.step()
    expect(world.told.since(0).at(-1)).toMatchObject({ is: 'console', text: 'timer tick', at: before + 5_001 })
  })

  test('nobody sees it, so it stands still and says so; then it goes on where it was', async () => {
    const { clock, world, host, last } = await hosted()
    await clock.run(100)
    host.setHidden(true)
    const before = world.now
    await clock.run(60_000)
    expect([world.now, last().status.state.is]).toEqual([before, 'hidden'])
    host.setHidden(false)
    await clock.run(100)
    expect(world.now).toBeLessThan(before + 110_000)
  })
})

describe('run', () => {
  /** In `check` five minutes stand for it. */
  const HOUR = atStrength(300_000_000, 3_600_000_000)
  test('for some world time, as fast as it goes, to the microsecond', async () => {
    const { clock, world, host } = await hosted({ playing: false })
    const ran = host.run({ for: HOUR })
    await clock.run(100)
    expect(await ran).toEqual({ met: true, now: world.now })
    expect(world.now).toBe(HOUR)
  })

  test('until an event: stops at that very event, and stays paused if it was', async () => {
    const { clock, host, world } = await hosted({ program: 'puppet', args: null, playing: false })
    host.act({ do: 'process.command', process: 'p', command: ['at', 90_000_000, 'late'] })
    const ran = host.run({ until: { event: 'console', where: { text: 'timer late' } } })
    await clock.run(1_000)
    expect(await ran).toEqual({ met: true, now: 90_000_001 })
    await clock.run(1_000)
    expect(world.now).toBe(90_000_001)
  })

  test('until the view says so', async () => {
    const { clock, host } = await hosted({ program: 'puppet', args: null, playing: false })
    host.act({ do: 'process.command', process: 'p', command: ['exit', 3] })
    const ran = host.run({ until: { path: ['processes', 'p', 'state'], equals: 'down' }, for: 1_000_000 })
    await clock.run(100)
    expect(await ran).toMatchObject({ met: true })
  })

  test('a matcher that is none is refused where it was asked', async () => {
    const { host } = await hosted()
    await expect(host.run({ until: { path: [] } } as never)).rejects.toThrow()
  })
})

describe('what is shown is stored', () => {
  test('no view goes out before the bytes it shows are committed', async () => {
    const { clock, store, host, shown } = await hosted({ program: 'puppet', args: null })
    const bytesShown = () => shown.map(frame => frame.view?.machines['client-p']?.disk.usedBytes ?? 0)
    await clock.run(100)
    store.isSlow = true
    host.act({ do: 'process.command', process: 'p', command: ['append', 'f', 'seen'] })
    await clock.run(5_000)
    expect(Math.max(...bytesShown())).toBe(0)
    await store.release()
    await clock.run(50)
    expect(Math.max(...bytesShown())).toBe(4)
  })

  test('the world runs some 32 MB ahead of its store, then waits and says so', async () => {
    const { clock, store, world, last } = await hosted({ program: 'flood' })
    store.isSlow = true
    await clock.run(3_000)
    const stalledAt = world.now
    expect(last().status.state.is).toBe('storage-limited')
    expect(stalledAt / 1_000 * 1_048_576).toBeLessThan(AHEAD_BYTES * 2.5)
    for (let i = 0; i < 20; i++) await store.release()
    store.isSlow = false
    await clock.run(200)
    expect(world.now).toBeGreaterThan(stalledAt)
  })

  test('what is gathered behind commits that never end counts too', async () => {
    const { clock, store, host, world, last } = await hosted({ program: 'puppet', args: null })
    await clock.run(100)
    store.isSlow = true
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      host.act({ do: 'process.command', process: 'p', command: ['append', 'f', text] })
      await clock.run(50)
    }
    expect(store.held).toHaveLength(4)
    host.act({ do: 'process.start', process: 'flood', program: 'flood', args: null })
    const before = world.now
    await clock.run(3_000)
    expect(last().status.state.is).toBe('storage-limited')
    expect((world.now - before) / 1_000 * 1_048_576).toBeLessThan(AHEAD_BYTES * 1.5)
    await store.release()
    store.isSlow = false
    await clock.run(200)
    expect(last().status.state.is).toBe('running')
  })

  test('a store that refuses stops the world, keeps everything, and goes on when there is room', async () => {
    const { clock, store, host, world, last } = await hosted({ program: 'puppet', args: null })
    await clock.run(100)
    store.isSlow = true
    host.act({ do: 'process.command', process: 'p', command: ['append', 'f', 'kept'] })
    await clock.run(100)
    for (const each of store.held.splice(0)) each.fail(new StorageError('quota', 'full'))
    await clock.run(100)
    const stoppedAt = world.now
    expect(last().status.state).toMatchObject({ is: 'storage-stopped', problem: 'quota' })
    store.isSlow = false
    await clock.run(500)
    expect(world.now).toBe(stoppedAt)
    host.retryStorage()
    await clock.run(500)
    expect(last().status.state.is).toBe('running')
    const { manifest } = await store.open('free')
    expect(Object.keys(manifest!.disks[0]!.files)).toEqual(['f'])
  })

  test('closing commits the last moment', async () => {
    const { clock, store, host, world } = await hosted()
    await clock.run(500)
    await host.close()
    const [head] = await store.worlds()
    expect(head!.now).toBe(world.now)
  })
})

test('an engine that throws ends the world with all it takes to see it again; what was shown stays', async () => {
  const { clock, host, shown, last, world } = await hosted({ program: 'puppet', args: null })
  await clock.run(100)
  host.act({ do: 'process.command', process: 'p', command: ['crash'] })
  await clock.run(100)
  expect(last()).toMatchObject({ view: null, status: { state: { is: 'broken', report: { error: 'as told', seed: 1 } } } })
  const { state } = last().status
  expect(state.is === 'broken' && state.report.log).toHaveLength(2)
  const frames = shown.length, at = world.now
  await clock.run(1_000)
  expect([shown.length, world.now]).toEqual([frames, at])
})

test('at its own pace a world is shown ten times a second, and what somebody did at once', async () => {
  const { clock, host, shown } = await hosted({ program: 'puppet', args: null })
  await clock.run(1_000)
  expect(shown.length).toBeGreaterThan(7)
  expect(shown.length).toBeLessThan(13)
  const before = shown.length
  host.act({ do: 'process.kill', process: 'p' })
  await clock.run(34)
  expect(shown.slice(before).flatMap(({ actions }) => actions.map(({ action }) => action.do))).toEqual(['process.kill'])
})

test('frames of slow motion come no faster than sixty a second, and only one is on its way', async () => {
  let free = () => {}
  let calls = 0
  const { clock } = await hosted({ speed: 0.5, publish: () => { calls++; return new Promise<void>(done => { free = done }) } })
  await clock.run(500)
  expect(calls).toBe(1)
  for (let i = 0; i < 40; i++) {
    free()
    await clock.run(25)
  }
  expect(calls).toBeGreaterThan(30)
  expect(calls).toBeLessThan(64)
})
