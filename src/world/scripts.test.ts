import { describe, expect, test } from 'vitest'
import type { Env, Plain, Process, ProcessEvent } from '../env/process.ts'
import { echoPrograms } from '../testing/echo.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { SpreadWorld } from '../testing/spread-world.ts'
import { Story } from '../testing/world.ts'
import type { ScriptHost } from './scripts.ts'
import type { WorldOptions } from './world.ts'

/** A script's process at its smallest: asks its realm at the start and at every timer, does the one thing it answers. */
class ScriptProcess implements Process {
  readonly #env: Env
  constructor(env: Env) { this.#env = env }
  handle(event: ProcessEvent): void {
    if (event.is === 'start' || event.is === 'timer') this.#env.turn!({ now: this.#env.now() })
    if (event.is !== 'turned') return
    const { say, again } = event.calls as { say: string; again: boolean }
    this.#env.tell({ is: 'console', level: 'log', text: say })
    if (again) this.#env.at(this.#env.now() + 1_000, null)
  }
  save(): Plain { return null }
  load(): void { }
  view(): Plain { return null }
}

/** Counts up to three. `late`: its answers come when `World.answer` brings them. */
class Realm implements ScriptHost {
  readonly asked: string[] = []
  readonly ends: string[] = []
  readonly #late: boolean
  constructor(late = false) { this.#late = late }
  deliver(script: string, turn: number, input: Plain): Plain | null {
    this.asked.push(`${script} ${turn} ${JSON.stringify(input)}`)
    return this.#late ? null : this.answer(turn)
  }
  answer(turn: number): Plain { return { say: `turn ${turn}`, again: turn < 3 } }
  ended(script: string): void { this.ends.push(script) }
}

const options = (scripts?: ScriptHost): WorldOptions => ({
  seed: 1, programs: { ...echoPrograms, script: (env: Env) => new ScriptProcess(env) }, codecs: noCodecs, onCrash: 'throw', ...(scripts && { scripts }),
})
const counting = (scripts?: ScriptHost, regions = 1): Story => {
  const w = new Story({ ...options(scripts), regions })
  w.start('clock', { program: 'puppet' })
  w.tell('clock', 'at', 500, 'tick')
  w.act({ do: 'script.run', script: 'count', file: 'count.ts', source: 'one two three' })
  return w
}

describe('a script', () => {
  test('and its realm take turns; the realm may answer at once', () => {
    const realm = new Realm()
    const w = counting(realm)
    w.run(1).seconds
    expect(realm.asked).toEqual(['count 1 {"now":1}', 'count 2 {"now":1001}', 'count 3 {"now":2001}'])
    expect(w.transcript()).toMatchInlineSnapshot(`
      "  0.000001  clock  start
        0.000001  clock  command
        0.000001  count  turn 1
        0.000501  clock  timer tick
        0.001001  count  turn 2
        0.002001  count  turn 3"
    `)
  })

  test('may be waited for: nothing happens in the world meanwhile', () => {
    const w = counting(new Realm(true))
    expect(w.world.advance({ until: 10_000 })).toMatchObject({ because: 'waiting', waiting: 'count', now: 1 })
    expect(w.world.advance({ until: 10_000 })).toMatchObject({ because: 'waiting', events: 0, now: 1 })
    w.world.answer('count', { say: 'late', again: false })
    expect(w.world.advance({ until: 10_000 })).toMatchObject({ because: 'until', now: 10_000 })
    expect(() => w.world.answer('count', null)).toThrow('Nothing was asked of script count')
  })

  test('holds up machines elsewhere too, which are not fetched home in the middle of it', () => {
    const lived = [true, false].map(isSpread => {
      const world = new SpreadWorld(options(new Realm(true))), w = new Story(options(), world)
      w.start('clock', { program: 'puppet' })
      w.run(1).micros
      if (isSpread) world.place([['client-clock']])
      for (const at of [990, 1_010, 1_100]) w.tell('clock', 'at', at, `tick ${at}`)
      w.act({ do: 'script.run', script: 'count', file: 'count.ts', source: 'one two' })
      for (const turn of [1, 2]) {
        expect(world.advance({ until: 20_000 }).because).toBe('waiting')
        expect(world.stands).toBe(!isSpread)
        if (isSpread) expect(world.place([])).toBe(false)
        world.answer('count', { say: `turn ${turn}`, again: turn < 2 })
      }
      w.run(5).millis
      expect(world.place([])).toBe(true)
      return { told: w.transcript(), hash: world.traceHash(), view: world.view() }
    })
    expect(lived[0]).toEqual(lived[1])
  })

  test('is replayed from its recorded turns without a realm, also late and in several regions', () => {
    const w = counting(new Realm())
    w.run(1).seconds
    const again = w.replayed({ scripts: undefined as never, regions: 2 })
    expect(again.world.traceHash()).toBe(w.world.traceHash())
    const late = counting(new Realm(true))
    for (let turn = 1; turn <= 3; turn++) {
      late.world.advance({ until: 1_000_000 })
      late.world.answer('count', new Realm().answer(turn))
    }
    late.world.advance({ until: w.world.now })
    expect(late.world.traceHash()).toBe(w.world.traceHash())
  })

  test('that would be asked something else than it was has left its recording', () => {
    const w = counting(new Realm())
    w.run(1).seconds
    const turns = w.world.turns().map(turn => (turn.turn === 2 ? { ...turn, inputHash: 'other' } : turn))
    const again = new Story({ ...options(), replay: { actions: w.world.log(), turns } })
    expect(() => again.run(1).seconds).toThrow('Script count diverged from its recording at turn 2')
  })

  test('waits across a save', () => {
    const w = counting(new Realm(true))
    w.run(1).millis
    const again = w.reloaded()
    expect(again.run(1).millis).toMatchObject({ because: 'waiting', waiting: 'count' })
    again.world.answer('count', { say: 'still there', again: false })
    again.run(1).millis
    expect(again.transcript(told => told.process === 'count')).toContain('still there')
  })

  test('has its realm closed when it is stopped, or run anew', () => {
    const realm = new Realm()
    const w = counting(realm)
    w.run(1).millis
    w.act({ do: 'script.run', script: 'count', file: 'count.ts', source: 'again' })
    w.run(1).micros
    expect(realm.ends).toEqual(['count'])
    w.act({ do: 'script.stop', script: 'count' })
    w.run(1).seconds
    expect(realm.ends).toEqual(['count', 'count'])
    expect(w.world.view().processes['count']!.state).toBe('down')
  })
})
