import { expect, it } from 'vitest'
import type { Env, Process, ProcessEvent } from '../../env/process.ts'
import { MemoryStore } from '../../storage/memory.ts'
import type { Epoch } from '../../storage/store.ts'
import { noCodecs } from '../../testing/no-codecs.ts'
import { World } from '../../world/world.ts'
import { FakeClock } from '../fake-clock.testing.ts'
import { Keeper } from '../keeper.ts'
import { Runner } from './runner.ts'

/*
 * World time goes with real time and never faster; what leaves waits for the disk.
 */

/** Writes a line when it is asked to, and says so; its view is its wall clock. */
class Scribe implements Process {
  readonly #env: Env
  readonly #written: () => void
  constructor(env: Env, written: () => void) {
    this.#env = env
    this.#written = written
  }
  handle(event: ProcessEvent): void {
    if (event.is !== 'command') return
    this.#env.disk.append('/line', Uint8Array.of(1))
    this.#written()
  }
  save(): null { return null }
  load(): void {}
  view(): { wall: number } { return { wall: this.#env.wall() } }
}

/** Commits when the test says so. */
class SlowStore extends MemoryStore {
  #waiting: (() => void)[] = []
  override async commit(world: string, writer: number, epoch: Epoch): Promise<void> {
    await new Promise<void>(done => { this.#waiting.push(done) })
    return super.commit(world, writer, epoch)
  }
  letThrough(): void {
    for (const done of this.#waiting.splice(0)) done()
  }
}

function begin(store?: SlowStore, speed = 1) {
  const clock = new FakeClock(), released: number[] = [], failures: Error[] = []
  let left = 0
  const written = () => runner.depart({ is: 'data', id: ++left, bytes: new Uint8Array(0) })
  const world = new World({ seed: 1, programs: { scribe: env => new Scribe(env, written) }, codecs: noCodecs, wallStart: clock.wall() })
  world.act({ do: 'machine.add', machine: 'm1' })
  world.act({ do: 'process.start', process: 'scribe', machine: 'm1', program: 'scribe' })
  const keeper = store ? new Keeper({ store, worldId: 'w', writer: 1, clock, epoch: 0, begins: 'world', facts: () => null }) : null
  const runner = new Runner({ world, clock, speed, keeper, machines: ['m1'], release: ({ id }) => released.push(id), failed: error => failures.push(error), turned() {} })
  const write = () => {
    world.inject({ do: 'process.command', process: 'scribe', command: null })
    runner.wake()
  }
  return { clock, world, runner, released, failures, write }
}

it('a second of real time is a second of the world', async () => {
  const { clock, world } = begin()
  await clock.run(1_000)
  expect(world.now).toBeGreaterThan(940_000)
  expect(world.now).toBeLessThanOrEqual(1_001_000)
})

it('at speed 10 it is ten seconds of the world, and its wall clocks go with it', async () => {
  const { clock, world } = begin(undefined, 10)
  await clock.run(2_000)
  expect(world.now).toBeGreaterThan(19_000_000)
  expect(world.now).toBeLessThanOrEqual(20_001_000)
  const { wall } = world.view().processes['scribe']!.view as unknown as { wall: number }
  expect(wall - clock.wall()).toBeGreaterThan(17_000)
})

it('a computer that slept an hour stalls the world, and finds its wall clocks set right', async () => {
  const { clock, world } = begin()
  await clock.run(1_000)
  clock.spend(3_600_000)
  await clock.run(2_000)
  expect(world.now).toBeLessThan(3_300_000)
  const { wall } = world.view().processes['scribe']!.view as unknown as { wall: number }
  expect(Math.abs(wall - clock.wall())).toBeLessThan(500)
})

it('what left the world is released at once when there is no disk to wait for', async () => {
  const { clock, released, write } = begin()
  await clock.run(10)
  write()
  await clock.run(2)
  expect(released).toEqual([1])
})

it('what left the world waits until the writes before it are committed', async () => {
  const store = new SlowStore()
  await store.open('w')
  const { clock, released, write } = begin(store)
  await clock.run(10)
  store.letThrough()
  await clock.run(10)
  write()
  await clock.run(100)
  expect(released).toEqual([])
  write()
  store.letThrough()
  await clock.run(1)
  expect(released).toEqual([1])
  store.letThrough()
  await clock.run(10)
  store.letThrough()
  await clock.run(1)
  expect(released).toEqual([1, 2])
})

it('a folder that was taken over by another stops everything, and nothing more is released', async () => {
  const store = new SlowStore()
  await store.open('w')
  const { clock, released, failures, write } = begin(store)
  await clock.run(10)
  await store.open('w')
  write()
  await clock.run(10)
  store.letThrough()
  await clock.run(10)
  expect(failures.map(error => error.message)).toEqual(['writer 1 of w is fenced'])
  expect(released).toEqual([])
})
