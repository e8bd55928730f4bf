import type { Plain } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import type { Action } from '../world/action.ts'
import { mending } from '../world/faults.ts'
import type { Told } from '../world/view.ts'
import { World, type Advanced, type LoggedAction, type WorldOptions } from '../world/world.ts'
import { transcript } from './transcript.ts'

/**
 * A world and the words to tell a story with: ten lines say what is done, a transcript says what came of it.
 *
 *     const w = story({ seed: 1, programs: echoPrograms })
 *     w.machines('m1', 'm2')
 *     w.start('server', { machine: 'm1', program: 'echo' })
 *     w.run(5).seconds
 *     expect(w.transcript()).toMatchInlineSnapshot()
 */
export class Story {
  readonly world: World
  readonly #options: WorldOptions
  #heard: Told[] = []

  constructor(options: WorldOptions, world = new World(options)) {
    this.#options = options
    this.world = world
    world.told.listen(told => this.#heard.push(told))
  }

  // What is done

  act(action: Action): LoggedAction { return this.world.act(action) }
  machines(...names: string[]): void { for (const machine of names) this.act({ do: 'machine.add', machine }) }
  start(process: string, options: { machine?: string; program?: string; args?: Plain } = {}): void { this.act({ do: 'process.start', process, ...options }) }
  kill(process: string): void { this.act({ do: 'process.kill', process }) }
  stop(process: string): void { this.act({ do: 'process.stop', process }) }
  pause(process: string): void { this.act({ do: 'process.pause', process }) }
  resume(process: string): void { this.act({ do: 'process.resume', process }) }
  powerOff(machine: string): void { this.act({ do: 'machine.powerOff', machine }) }
  powerOn(machine: string): void { this.act({ do: 'machine.powerOn', machine }) }
  cut(from: string, to = '*', oneWay = false): void { this.act({ do: 'link.cut', from, to, oneWay }) }
  slow(from: string, to: string, how: { delayMs?: number; bytesPerSecond?: number; oneWay?: boolean }): void {
    this.act({ do: 'link.slow', from, to, ...how })
  }
  /** Orders a process, in its own words. */
  tell(process: string, ...command: readonly unknown[]): void { this.act({ do: 'process.command', process, command }) }

  /** Takes back whatever was done to the world and not undone; gives the actions that did it. */
  heal(): Action[] {
    this.world.advance({ until: this.world.now + 1 })
    const actions = this.world.view().faults.map(mending)
    for (const action of actions) this.act(action)
    return actions
  }

  // How time goes

  /** `run(5).seconds`, `run(20).millis`, `run(300).micros`. */
  run(amount: number): { readonly seconds: Advanced; readonly millis: Advanced; readonly micros: Advanced } {
    const go = (micros: Micros) => this.world.advance({ until: this.world.now + micros })
    return {
      get seconds() { return go(amount * 1_000_000) },
      get millis() { return go(amount * 1_000) },
      get micros() { return go(amount) },
    }
  }

  /** To the very event for which `matches` holds, which must come within so many seconds. */
  runUntil(matches: (told: Told) => boolean, withinSeconds = 60): Told {
    const came = this.world.advance({ until: this.world.now + withinSeconds * 1_000_000, matches })
    if (came.because !== 'matched') throw new Error(`It did not come within ${withinSeconds} s`)
    return this.told().at(-1)!
  }

  // What came of it

  told(): readonly Told[] { return this.#heard }
  /** The events since the last transcript, as lines. */
  transcript(only: (told: Told) => boolean = () => true): string {
    const heard = this.#heard
    this.#heard = []
    return transcript(heard.filter(only))
  }

  /** The same moment in a world of its own: saved, loaded. */
  reloaded(): Story { return new Story(this.#options, World.load(this.#options, this.world.save())) }
  /** The same seed and log from the beginning, in a world of its own, up to now. */
  replayed(options: Partial<WorldOptions> = {}): Story {
    const replay = { actions: this.world.log(), turns: this.world.turns() }
    const again = new Story({ ...this.#options, ...options, replay })
    again.world.advance({ until: this.world.now })
    return again
  }
}
