import { describe, expect, test } from 'vitest'
import { MemoryStore } from '../storage/memory.ts'
import { echoPrograms } from '../testing/echo.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { fc } from '../testing/property.ts'
import type { Action } from '../world/action.ts'
import type { World } from '../world/world.ts'
import type { WorldDefinition } from './bring.ts'
import { bring, factsOf } from './bring.ts'
import { FakeClock } from './fake-clock.testing.ts'
import { Keeper } from './keeper.ts'
import { livedMaker } from './time/lived.ts'

const make = livedMaker({ programs: echoPrograms, codecs: noCodecs, realms: () => ({ deliver: () => null, ended() {} }), answered() {}, lesson: null })
const start: Action[] = [
  { do: 'machine.add', machine: 'm1', rack: 'r1' }, { do: 'machine.add', machine: 'm2' },
  { do: 'process.start', process: 'server', machine: 'm1', program: 'echo', args: { port: 9 } },
  { do: 'process.start', process: 'p1', machine: 'm1', program: 'puppet' }, { do: 'process.start', process: 'p2', machine: 'm2', program: 'puppet' },
]
const command = (process: string, ...order: unknown[]): Action => ({ do: 'process.command', process, command: order })

/** A world in a tab: opened, lived in, left without a word, opened again. */
class Tab {
  readonly store = new MemoryStore()
  readonly definition: WorldDefinition
  world!: World
  #keeper!: Keeper

  constructor(kind: WorldDefinition['kind']) {
    this.definition = { id: 'w', kind, seed: 7, start }
  }

  async open() {
    const opened = await this.store.open('w')
    const { lived, arrival, life, epoch, begins } = await bring(this.definition, opened, this.store, make)
    this.world = lived.world
    this.#keeper = new Keeper({ store: this.store, worldId: 'w', writer: opened.writer, clock: new FakeClock(), epoch, facts: of => factsOf({ ...life, arrivedAt: 0 }, of), ...(begins && { begins }) })
    this.world.advance({ until: this.world.now + 1_000 })
    await this.keep()
    return arrival
  }

  /** Each action has a millisecond to itself. */
  live(...actions: Action[]): void {
    for (const action of actions) {
      this.world.act(action)
      this.world.advance({ until: this.world.now + 1_000 })
    }
  }

  async keep(): Promise<void> {
    this.#keeper.keep(this.world, true)
    await this.#keeper.drained()
  }

  files(process: string): string {
    this.live(command(process, 'files'))
    return this.world.told.since(0).filter(told => told.is === 'console').map(told => told.text).at(-1)!
  }
}

describe('a free world, when its tab comes back', () => {
  test('has every byte it had written, flushed or not, and runs what ran', async () => {
    const tab = new Tab('free')
    expect(await tab.open()).toEqual({ is: 'new' })
    tab.live(command('p1', 'append', 'a', 'one'), command('p1', 'flush', 'a'), command('p1', 'append', 'a', 'two'), command('p2', 'write', 'b', 'three'))
    tab.live({ do: 'process.kill', process: 'p2' })
    await tab.keep()
    const leftAt = tab.world.now
    expect(await tab.open()).toMatchObject({ is: 'recovered', life: 2, processes: 2 })
    expect(tab.world.now).toBeGreaterThan(leftAt)
    expect(Object.values(tab.world.view().processes).map(({ name, state }) => `${name} ${state}`)).toEqual(['server up', 'p1 up', 'p2 down'])
    expect(tab.files('p1')).toBe('a=onetwo')
    tab.live({ do: 'process.start', process: 'p2' })
    expect(tab.files('p2')).toBe('b=three')
  })

  test('a power cut after it came back takes what had never been flushed, and no more', async () => {
    const tab = new Tab('free')
    await tab.open()
    tab.live(command('p1', 'append', 'a', 'safe'), command('p1', 'flush', 'a'), command('p1', 'append', 'a', 'cache'))
    await tab.keep()
    await tab.open()
    tab.live({ do: 'machine.powerOff', machine: 'm1' }, { do: 'machine.powerOn', machine: 'm1' })
    expect(tab.files('p1')).toBe('a=safe')
  })

  test('comes back as often as one likes, and never draws the same numbers twice', async () => {
    const tab = new Tab('free')
    const rolled: string[] = []
    for (let life = 1; life <= 4; life++) {
      await tab.open()
      tab.live(command('p1', 'append', 'lives', `${life}`), command('p1', 'roll', 1e9))
      rolled.push(tab.world.told.since(0).flatMap(told => told.is === 'console' && told.text.startsWith('rolled') ? told.text : []).at(-1)!)
      await tab.keep()
    }
    expect(tab.files('p1')).toBe('lives=1234')
    expect(new Set(rolled).size).toBe(4)
  })

  test('what people did and had not undone still stands', async () => {
    const tab = new Tab('free')
    await tab.open()
    tab.live(
      { do: 'link.cut', from: 'm1', to: 'm2' }, { do: 'link.mend', from: 'm2', to: 'm1' }, { do: 'link.slow', from: 'm1', to: 'm2', delayMs: 5 },
      { do: 'disk.slow', machine: 'm1', factor: 3 }, { do: 'disk.mend', machine: 'm1' }, { do: 'clock.skew', machine: 'm1', ms: 250 },
      { do: 'machine.powerOff', machine: 'm2' })
    await tab.keep()
    const before = tab.world.view()
    await tab.open()
    const { faults, machines } = tab.world.view()
    const what = (view: typeof before) => view.faults.map(({ is, on, detail }) => ({ is, on, detail }))
    expect(what(tab.world.view())).toEqual(what(before))
    expect(faults).not.toHaveLength(0)
    expect(machines['m2']!.power).toBe(false)
    tab.live({ do: 'machine.powerOn', machine: 'm2' })
    expect(tab.world.view().processes['p2']!.state).toBe('up')
  })
})

const deed = fc.oneof(
  fc.tuple(fc.constantFrom('p1', 'p2'), fc.constantFrom('a', 'b'), fc.string({ minLength: 1, maxLength: 5 })).map(([p, file, text]) => command(p, 'append', file, text)),
  fc.tuple(fc.constantFrom('p1', 'p2'), fc.constantFrom('a', 'b'), fc.string({ maxLength: 5 })).map(([p, file, text]) => command(p, 'write', file, text)),
  fc.tuple(fc.constantFrom('p1', 'p2'), fc.integer({ min: 1, max: 5_000 })).map(([p, micros]) => command(p, 'at', micros, 'tick')),
  fc.constantFrom<Action>(
    { do: 'process.kill', process: 'p1' }, { do: 'process.start', process: 'p1' }, { do: 'machine.powerOff', machine: 'm2' }, { do: 'machine.powerOn', machine: 'm2' },
    { do: 'link.cut', from: 'm1', to: 'm2' }, { do: 'link.mend', from: 'm1', to: '*' }, { do: 'link.cut', from: 'm2', to: '*', oneWay: true },
    { do: 'process.pause', process: 'p2' }, { do: 'process.resume', process: 'p2' }),
)

test('whatever was done: a lesson comes back to the same trace and goes on alike', async () => {
  await fc.assert(fc.asyncProperty(fc.array(deed, { maxLength: 20 }), fc.array(deed, { maxLength: 5 }), fc.nat(30), async (past, future, events) => {
    const tab = new Tab('lesson')
    await tab.open()
    tab.live(...past)
    for (const action of past) tab.world.act(action)
    tab.world.advance({ until: tab.world.now + 10_000, events })
    await tab.keep()
    const left = tab.world
    expect(await tab.open()).toMatchObject({ is: 'replayed' })
    left.advance({ until: tab.world.now })
    const view = ({ ledger: _, ...rest }: ReturnType<World['view']>) => rest
    for (const world of [left, tab.world]) for (const action of future) world.act(action)
    for (const world of [left, tab.world]) world.advance({ until: 1_000_000 })
    expect(tab.world.traceHash()).toBe(left.traceHash())
    expect(view(tab.world.view())).toEqual(view(left.view()))
  }), { numRuns: 60 })
})

test('whatever was done: a free world keeps its files, its faults and what ran', async () => {
  const names = (world: World) => Object.values(world.view().processes).filter(process => process.state !== 'down').map(process => process.name).sort()
  await fc.assert(fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async past => {
    const tab = new Tab('free')
    await tab.open()
    tab.live(...past)
    await tab.keep()
    const left = tab.world, leftDisks = await disksOf(tab.store)
    await tab.open()
    expect(names(tab.world)).toEqual(names(left))
    expect(tab.world.view().faults.map(fault => `${fault.is} ${fault.on.join()}`).sort()).toEqual(left.view().faults.map(fault => `${fault.is} ${fault.on.join()}`).sort())
    expect(await disksOf(tab.store)).toEqual(leftDisks)
  }), { numRuns: 60 })
})

/** What the store holds, file by file. */
async function disksOf(store: MemoryStore): Promise<Record<string, string>> {
  const { manifest } = await store.open('w')
  const files: Record<string, string> = {}
  for (const disk of manifest!.disks) {
    for (const [name, { runs }] of Object.entries(disk.files)) {
      const parts = await Promise.all(runs.map(async run => Buffer.from((await store.read('w', disk.machine, run.inode)).subarray(0, run.bytes)).toString()))
      files[`${disk.machine}/${name}`] = parts.join('')
    }
  }
  return files
}

test('a lesson whose log leads elsewhere now opens from its disks and says so', async () => {
  const tab = new Tab('lesson')
  await tab.open()
  tab.live(command('p1', 'append', 'a', 'kept'))
  await tab.keep()
  const opened = await tab.store.open('w')
  const head = { ...opened.manifest!.head, facts: { ...opened.manifest!.head.facts as object, traceHash: 'another engine' } }
  const forked = await bring(tab.definition, { ...opened, manifest: { ...opened.manifest!, head } }, tab.store, make)
  expect(forked.arrival).toEqual({ is: 'forked', engine: '0.1', life: 2 })
  tab.world = forked.lived.world
  tab.world.advance({ until: tab.world.now + 1_000 })
  expect(tab.files('p1')).toBe('a=kept')
})
