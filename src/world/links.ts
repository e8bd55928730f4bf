import type { Micros } from '../env/units.ts'

/** One direction of a link that is not as it was built. */
interface Link {
  /** -1: it is not cut. */
  cutSince: Micros
  delay: Micros
  bytesPerSecond: number | null
  /** When its last byte so far has left. */
  freeAt: Micros
}
export interface LinksState { latency: Micros; links: Map<number, Link> }

/** A process that talks to another on its own machine: two system calls and a wake-up. */
const LOOPBACK_MICROS = 20
const MAX_MACHINES = 65_536

/**
 * The lines between machines, each way on its own. Two machines of a data centre are `latency` apart; what was slowed or
 * cut is kept here. Whoever sends reckons when the bytes arrive; whoever receives holds back what a cut line cannot bring.
 */
export class Links {
  #latency: Micros
  #links = new Map<number, Link>()

  constructor(latency: Micros) { this.#latency = latency }

  /** No message between two machines is faster than this. */
  get smallestLatency(): Micros { return this.#latency }

  /** Nothing was cut or slowed. */
  get whole(): boolean { return this.#links.size === 0 }

  /** When `bytes` sent now arrive. */
  arrival(from: number, to: number, now: Micros, bytes: number): Micros {
    if (from === to) return now + LOOPBACK_MICROS
    const link = this.#links.get(from * MAX_MACHINES + to)
    if (!link) return now + this.#latency
    return this.#transmitted(link, now, bytes) + this.#latency + link.delay
  }

  #transmitted(link: Link, now: Micros, bytes: number): Micros {
    if (link.bytesPerSecond === null) return now
    return link.freeAt = Math.ceil(Math.max(now, link.freeAt) + bytes * 1e6 / link.bytesPerSecond)
  }

  /** Since when nothing gets through from one to the other; -1 when it does. */
  cutSince(from: number, to: number): Micros {
    return this.#links.size === 0 ? -1 : this.#links.get(from * MAX_MACHINES + to)?.cutSince ?? -1
  }

  cut(from: number, to: number, now: Micros): void {
    const link = this.#link(from, to)
    if (link.cutSince < 0) link.cutSince = now
  }

  slow(from: number, to: number, delay: Micros, bytesPerSecond: number | null): void {
    Object.assign(this.#link(from, to), { delay, bytesPerSecond })
  }

  /** Gives whether the line was slow, so that something may be on it for longer than a whole line takes. */
  mend(from: number, to: number): boolean {
    const key = from * MAX_MACHINES + to, link = this.#links.get(key)
    this.#links.delete(key)
    return link !== undefined && (link.delay > 0 || link.bytesPerSecond !== null)
  }

  #link(from: number, to: number): Link {
    const key = from * MAX_MACHINES + to
    let link = this.#links.get(key)
    if (!link) this.#links.set(key, link = { cutSince: -1, delay: 0, bytesPerSecond: null, freeAt: 0 })
    return link
  }

  save(): LinksState {
    return { latency: this.#latency, links: copyLinks(this.#links) }
  }

  load(state: LinksState): void {
    this.#latency = state.latency
    this.#links = copyLinks(state.links)
  }
}

const copyLinks = (links: Map<number, Link>) => new Map([...links].map(([key, link]) => [key, { ...link }]))

/** The lines as each region has them: only who sends over one knows when its last byte has left. */
export function mergeLinks(regions: readonly { links: LinksState; machines: ReadonlySet<number> }[]): LinksState {
  const [first] = regions
  const senders = regions.map(({ links, machines }) => [...links.links].filter(([key]) => machines.has(Math.floor(key / MAX_MACHINES))))
  return { latency: first!.links.latency, links: new Map(senders.flat()) }
}
