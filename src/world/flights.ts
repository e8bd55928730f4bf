import type { Micros } from '../env/units.ts'
import type { InFlight } from './frame-view.ts'
import type { Region } from './region.ts'
import type { Flight } from './wire.ts'

type Watcher = (flight: Flight) => void
/** Arrived frames are swept out when so many have gathered: soon, for each keeps its bytes alive. */
const SWEEP_AT = 64

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
    this.#flights = this.#flights.filter(flight => flight.arrivesAt > now || isHeld(flight, now, region))
    this.#sweepAt = Math.max(SWEEP_AT, 2 * this.#flights.length)
  }

  /** A slow line was mended. */
  hasten(from: number, to: number, at: Micros): void {
    for (const flight of this.#flights) if (flight.fromMachine === from && flight.toMachine === to && flight.arrivesAt > at) flight.arrivesAt = at
  }

  /** Gives the way to stop watching. */
  watch(watcher: Watcher): () => void {
    this.#watchers.push(watcher)
    return () => { this.#watchers = this.#watchers.filter(other => other !== watcher) }
  }

  /** With those `elsewhere`, in the order they left. `region`: any, for all know every line and machine. */
  current(now: Micros, region: Region, elsewhere: readonly Flight[] = []): InFlight[] {
    return [...this.#flights, ...elsewhere]
      .map(flight => ({ flight, held: isHeld(flight, now, region) }))
      .filter(each => each.held || each.flight.arrivesAt > now)
      .sort((a, b) => a.flight.sentAt - b.flight.sentAt || a.flight.fromMachine - b.flight.fromMachine)
  }

  save(): readonly Flight[] { return this.#flights.slice() }
  load(flights: readonly Flight[]): void { this.#flights = flights.slice() }
}

function isHeld({ fromMachine, toMachine, arrivesAt }: Flight, now: Micros, region: Region): boolean {
  if (!region.anythingBlocked || arrivesAt > now) return false
  const cut = region.links.cutSince(fromMachine, toMachine), dark = region.darkSince(toMachine)
  return (cut >= 0 && arrivesAt >= cut) || (dark >= 0 && arrivesAt >= dark)
}
