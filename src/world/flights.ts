import type { Micros } from '../env/units.ts'
import type { InFlight } from './frame-view.ts'
import type { Region } from './region.ts'
import type { Flight } from './wire.ts'

type Watcher = (flight: Flight) => void
/** Arrived frames are swept out when so many have gathered. */
const SWEEP_AT = 2_048

/** Frames that left and have not arrived, in the order they left; and whoever wants to see every frame. */
export class Flights {
  #flights: Flight[] = []
  #sweepAt = SWEEP_AT
  #watchers: Watcher[] = []

  add(flights: readonly Flight[], now: Micros, region: Region): void {
    for (const flight of flights) {
      this.#flights.push(flight)
      for (const watcher of this.#watchers) watcher(flight)
    }
    if (this.#flights.length < this.#sweepAt) return
    this.#flights = this.current(now, region).map(each => each.flight)
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#flights.length)
  }

  /** Gives the way to stop watching. */
  watch(watcher: Watcher): () => void {
    this.#watchers.push(watcher)
    return () => { this.#watchers = this.#watchers.filter(other => other !== watcher) }
  }

  /** `region`: any, for all know every line and machine. */
  current(now: Micros, region: Region): InFlight[] {
    return this.#flights
      .map(flight => ({ flight, held: isHeld(flight, now, region) }))
      .filter(each => each.held || each.flight.arrivesAt > now)
  }

  save(): readonly Flight[] { return this.#flights.slice() }
  load(flights: readonly Flight[]): void { this.#flights = flights.slice() }
}

function isHeld({ fromMachine, toMachine, arrivesAt }: Flight, now: Micros, region: Region): boolean {
  if (!region.anythingBlocked || arrivesAt > now) return false
  const cut = region.links.cutSince(fromMachine, toMachine), dark = region.darkSince(toMachine)
  return (cut >= 0 && arrivesAt >= cut) || (dark >= 0 && arrivesAt >= dark)
}
