import type { DomainEvent } from '../env/domain-event.ts'
import type { Machine } from './machine.ts'
import type { Region } from './region.ts'
import type { Told } from './view.ts'

type Heard = Omit<Told, 'seq'>
interface Kept { readonly told: Heard; readonly to: number; readonly n: number; readonly machine: number }

/**
 * Puts what the regions tell into one order, which does not depend on who runs where: time, then the machine, actions
 * first. With one region that is the order in which it comes; several are sorted when a window is done.
 */
export class Hearing {
  readonly #pass: (told: Heard) => void
  readonly #atOnce: boolean
  #kept: Kept[] = []

  constructor(pass: (told: Heard) => void, atOnce: boolean) {
    this.#pass = pass
    this.#atOnce = atOnce
  }

  hear(region: Region, machine: Machine, process: string, event: DomainEvent): void {
    const told = { ...event, at: region.now(), machine: machine.name, process } as Heard
    if (this.#atOnce) return this.#pass(told)
    const { to, n } = region.current
    this.#kept.push({ told, to: Math.min(to, 0), n: to < 0 ? n : 0, machine: machine.index })
  }

  windowDone(): void {
    const kept = this.#kept.sort((a, b) => a.told.at - b.told.at || a.to - b.to || a.n - b.n || a.machine - b.machine)
    this.#kept = []
    for (const each of kept) this.#pass(each.told)
  }
}
