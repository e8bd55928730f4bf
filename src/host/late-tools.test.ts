import { expect, test } from 'vitest'
import { threeRacks } from '../session/worlds/three-racks.ts'
import { MemoryStore } from '../storage/memory.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import type { Invocation } from '../tools/tool.ts'
import { programs } from '../world/programs.ts'
import type { Opening } from './door.ts'
import { restoring } from './facts.ts'
import { FakeClock } from './fake-clock.testing.ts'
import type { Shown } from './frame.ts'
import { lateTools, speaksOfTools } from './late-tools.ts'
import { LocalDoor } from './local-door.ts'

const invocation: Invocation = { argv: ['kafka-topics.sh', '--bootstrap-server', 'broker-1:9092', '--list'] }
const start = { do: 'process.start', process: 'terminal', machine: 'm1', program: 'tool', args: invocation } as const

/** A page's door whose tools are not there yet, on a lesson's kind of world: one that is lived again. */
class Page {
  readonly clock = new FakeClock()
  readonly shown: Shown[] = []
  readonly tools = lateTools()
  readonly door: LocalDoor

  constructor(store: MemoryStore) {
    const { tool, fetchTools } = this.tools
    this.door = new LocalDoor({
      programs: { ...programs, tool }, fetchTools, codecs: noCodecs, clock: this.clock, store, scripts: () => ({ deliver: () => null, ended() {} }),
    })
  }

  async open(): Promise<Opening> {
    const { opening: _, ...definition } = threeRacks(1)
    const opening = this.door.open({ definition: { ...definition, kind: 'lesson' }, playing: false }, { shown: frame => { this.shown.push(frame) }, replaying() {} })
    for (let done = false; !done;) {
      await this.clock.run(100)
      // fetching code and living a log again take real turns of the event loop
      done = await Promise.race([opening.then(() => true), new Promise<false>(turn => { setImmediate(turn, false) })])
    }
    return opening
  }
  get exit(): unknown { return (this.shown.findLast(frame => frame.view !== null)!.view!.processes['terminal']?.view as { exit?: unknown } | undefined)?.exit }
}

test('an action that starts a tool waits for its code; a world whose log has one is lived again', async () => {
  const store = new MemoryStore(), first = new Page(store)
  await first.open()
  expect(() => first.tools.tool(null as never, invocation)).toThrow('nobody has fetched the tools')
  await first.door.act(start)
  void first.door.run({ for: 8_000_000 })
  await first.clock.run(4_000)
  expect(first.exit).toBe(0)
  await first.door.close()

  const second = new Page(store)
  expect(await second.open()).toMatchObject({ ok: true, arrival: { is: 'replayed' } })
  await second.clock.run(1_000)
  expect(second.exit).toBe(0)
})

test('a free world that comes back starts no tool again: its work would be done twice', () => {
  expect(restoring({ machines: [], running: ['terminal'] }, [{ at: 1, action: start }])).toEqual([])
})

test('plain data speaks of tools where it starts one', () => {
  expect(speaksOfTools([{ at: 1, action: start }])).toBe(true)
  expect(speaksOfTools([{ action: { do: 'process.start', program: 'admin' } }, { tool: 'tool' }, undefined])).toBe(false)
})
