import type { Codecs } from '../env/codecs.ts'
import { micros, type Micros } from '../env/units.ts'
import { diff } from './delta.ts'
import { Flights } from './flights.ts'
import { Hearing, type Kept } from './hearing.ts'
import type { Answers, Letter, LookAnswer, RanAnswer, SaveAnswer } from './letters.ts'
import { shareEqual } from './plain.ts'
import { Region, type Programs } from './region.ts'
import { beansOf, lookAt, NOTHING_SEEN, tracesOf, type RegionLook } from './region-look.ts'
import { loadRegion, saveRegion } from './snapshot.ts'

/** Where a region is run away from its conductor: takes letters, gives answers, and does nothing between them. */
export class HostedRegion {
  readonly #programs: Programs
  readonly #codecs: Codecs
  #settled: Settled | null = null

  constructor(programs: Programs, codecs: Codecs) {
    this.#programs = programs
    this.#codecs = codecs
  }

  answer<L extends Letter>(letter: L): Answers[L['is']]
  answer(letter: Letter): Answers[Letter['is']] {
    switch (letter.is) {
      case 'settle': return this.#settle(letter)
      case 'run': return this.#there().run(letter)
      case 'look': return this.#there().look(letter)
      case 'save': return this.#save(letter)
    }
  }

  #settle(letter: Letter & { is: 'settle' }): null {
    this.#settled = new Settled(this.#programs, this.#codecs, letter)
    return null
  }

  #save(letter: Letter & { is: 'save' }): SaveAnswer {
    const saved = this.#there().save(letter)
    if (letter.leave) this.#settled = null
    return saved
  }

  #there(): Settled {
    if (!this.#settled) throw new Error('No region has settled here')
    return this.#settled
  }
}

class Settled {
  readonly #region: Region
  readonly #flights = new Flights()
  #told: Kept[] = []
  #seen: RegionLook = NOTHING_SEEN
  #measuredAt: Micros = -Infinity

  constructor(programs: Programs, codecs: Codecs, { setting, state }: Letter & { is: 'settle' }) {
    const machines = new Set(state.machines.map(machine => machine.index))
    this.#region = new Region({ ...setting, programs, codecs, disks: {}, hosts: index => machines.has(index) }, {
      told: (region, machine, process, event) => this.#told.push(Hearing.keep(region, machine, process, event)),
      sent: (region, flights) => this.#flights.add(flights, region.now(), region),
      hastened: (from, to, at) => this.#flights.hasten(from, to, at),
      gone: () => {},
    }, state.now)
    loadRegion(this.#region, state)
  }

  run({ events, end }: Letter & { is: 'run' }): RanAnswer {
    for (const event of events) this.#region.receive(event)
    const handled = this.#region.run(end, Infinity)
    this.#region.catchUp(end - 1)
    const { outbox } = this.#region, told = this.#told
    this.#region.outbox = []
    this.#told = []
    return { handled, next: this.#region.next(), outbox, told }
  }

  look({ now }: Letter & { is: 'look' }): LookAnswer {
    this.#region.catchUp(now)
    const seen = shareEqual(this.#seen, lookAt(this.#region)), delta = diff(this.#seen, seen)
    this.#seen = seen
    const changes = [...this.#region.machines.values()].map(({ disk, name }) => disk.takeChanges(name))
    return { delta, traces: tracesOf(this.#region), changes, flights: this.#inFlight(), beans: this.#measure(now) }
  }

  #measure(now: Micros): LookAnswer['beans'] {
    if (now - this.#measuredAt < micros.perSecond) return null
    this.#measuredAt = now
    return beansOf(this.#region)
  }

  save({ now }: Letter & { is: 'save' }): SaveAnswer {
    this.#region.catchUp(now)
    return { state: saveRegion(this.#region), flights: this.#inFlight() }
  }

  #inFlight() {
    return this.#flights.current(this.#region.now(), this.#region).map(({ flight }) => flight)
  }
}
