import { expect, test } from 'vitest'
import { MemoryStore } from '../storage/memory.ts'
import { lighterRacks } from '../testing/lighter-racks.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import type { Invocation } from '../tools/tool.ts'
import { lateServers } from '../world/late-servers.ts'
import { topologyActions } from '../world/topology.ts'
import type { WorldDefinition } from './bring.ts'
import type { Opening } from './door.ts'
import { restoring } from './facts.ts'
import { FakeClock } from './fake-clock.testing.ts'
import type { Shown } from './frame.ts'
import { isMoreThanServers, lateCode, lateCodecs, latePrograms, speaksOfTools } from './late.ts'
import { LocalDoor } from './local-door.ts'

const invocation: Invocation = { argv: ['kafka-topics.sh', '--bootstrap-server', 'broker-1:9092', '--list'] }
const start = { do: 'process.start', process: 'terminal', machine: 'm1', program: 'tool', args: invocation } as const

/** The event loop's own turns, as fetching code and living a log again take them. */
const turn = () => new Promise<false>(resolve => { setImmediate(resolve, false) })

/** A page's door whose code is not all there yet. */
class Page {
  readonly clock = new FakeClock()
  readonly shown: Shown[] = []
  readonly tools = lateCode(() => import('../tools/index.ts'), speaksOfTools)
  readonly tool = latePrograms(['tool'], what => ({ tool: this.tools.here(what).toolProgram }))
  readonly door: LocalDoor

  /** `turns` it takes until the code of a cluster in use has come; null: it never does. */
  constructor(store: MemoryStore, turns: number | null = 0) {
    const names = ['producer', 'consumer', 'admin', 'script'] as const
    const load = async () => {
      if (turns === null) throw new Error('offline')
      for (let left = turns; left > 0; left--) await turn()
      return import('./in-use.ts')
    }
    const inUse = lateCode(load, isMoreThanServers)
    this.door = new LocalDoor({
      programs: {
        ...lateServers(() => inUse.here('what servers do for clients').forClients),
        ...latePrograms(names, what => inUse.here(what).visitors), ...this.tool,
      },
      late: [inUse, this.tools],
      codecs: noCodecs, clock: this.clock, store, scripts: () => ({ deliver: () => null, ended() {} }),
    })
  }

  async open(definition: WorldDefinition): Promise<Opening> {
    const opening = this.door.open({ definition, playing: false }, { shown: frame => { this.shown.push(frame) }, replaying() {} })
    const over = opening.then(() => true, () => true)
    while (!await Promise.race([over, turn()])) await this.clock.run(100)
    return opening
  }
  get exit(): unknown { return (this.shown.findLast(frame => frame.view !== null)!.view!.processes['terminal']?.view as { exit?: unknown } | undefined)?.exit }
}

/** A lesson's kind of world is lived again when it comes back. */
const lived = (): WorldDefinition => {
  const { id, seed, start } = lighterRacks(1)
  return { id, seed, start, kind: 'lesson' }
}

test('an action that starts a tool waits for its code; a world whose log has one is lived again', async () => {
  const store = new MemoryStore(), first = new Page(store)
  await first.open(lived())
  expect(() => first.tool.tool(null as never, invocation as never)).toThrow('nobody has fetched the program tool')
  await first.door.act(start)
  void first.door.run({ for: 8_000_000 })
  await first.clock.run(4_000)
  expect(first.exit).toBe(0)
  await first.door.close()

  const second = new Page(store)
  expect(await second.open(lived())).toMatchObject({ ok: true, arrival: { is: 'replayed' } })
  await second.clock.run(1_000)
  expect(second.exit).toBe(0)
})

test('a cluster starts before the code of those who use it is there, and it makes no difference to the world when that comes', async () => {
  const traces = []
  for (const turns of [0, 300]) {
    const page = new Page(new MemoryStore(), turns)
    await page.open(lighterRacks(7))
    traces.push(await page.door.trace())
  }
  expect(traces[1]).toEqual(traces[0])
})

test('without it the cluster is there all the same, but the world does not open', async () => {
  const page = new Page(new MemoryStore(), null)
  await expect(page.open(lighterRacks(7))).rejects.toThrow('offline')
  const brokers = Object.values(page.shown.findLast(frame => frame.view !== null)!.view!.metadata.brokers)
  expect(brokers.map(broker => broker.fenced)).toEqual([false, false, false])
})

test('servers alone do without it for as long as they stay alone: checkpoints are written, metadata is replicated', async () => {
  const page = new Page(new MemoryStore(), null)
  await page.open({ ...lighterRacks(7), opening: [{ until: { path: ['metadata', 'topics', 'orders'], exists: true }, for: 90_000_000 }] })
  expect(page.shown.findLast(frame => frame.view !== null)!.view!.now).toBe(90_000_000)
})

test('what is asked for while a world opens comes after its opening', async () => {
  const page = new Page(new MemoryStore(), 300)
  const opening = page.open(lighterRacks(7)), asked = page.door.run({ until: { path: ['metadata', 'topics', 'orders'], exists: true }, for: 30_000_000 })
  await opening
  expect(await asked).toMatchObject({ met: true })
})

test('a free world that comes back starts no tool again: its work would be done twice', () => {
  expect(restoring({ machines: [], running: ['terminal'] }, [{ at: 1, action: start }])).toEqual([])
})

test('plain data speaks of tools where it starts one', () => {
  expect(speaksOfTools([{ at: 1, action: start }])).toBe(true)
  expect(speaksOfTools([{ action: { do: 'process.start', program: 'admin' } }, { tool: 'tool' }, undefined])).toBe(false)
})

test('machines and servers need nothing else; anybody beside them may need anything', () => {
  const bare = topologyActions({ brokers: 3, controller: 'apart' })
  expect(isMoreThanServers(bare)).toBe(false)
  expect(isMoreThanServers([...bare, { do: 'process.start', process: 'admin', program: 'admin' }])).toBe(true)
  expect(isMoreThanServers([null, { id: 'lesson/isr' }, undefined])).toBe(true)   // a lesson's world that was never kept
  expect(isMoreThanServers({ do: 'machine.powerOff', machine: 'm1' })).toBe(true)
})

test('codecs are there once they were fetched, what writes zstd once it is spoken of', async () => {
  const { codecs, parts } = lateCodecs(async () => (await import('./codecs.ts')).makeCodecs())
  const text = new Uint8Array(500), [all, zstd] = parts
  expect(() => codecs.compress('gzip', text)).toThrow('nobody has fetched the codecs')
  await all!.fetch()
  expect(codecs.expand('gzip', codecs.compress('gzip', text), 500)).toEqual(text)
  expect(() => codecs.compress('zstd', text)).toThrow('nobody has fetched the zstd writer')
  await zstd!.fetch()
  expect(codecs.expand('zstd', codecs.compress('zstd', text), 500)).toEqual(text)
})
