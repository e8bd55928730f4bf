import type { DomainEvent } from '../env/domain-event.ts'
import type { Micros } from '../env/units.ts'
import type { Machine } from './machine.ts'
import type { Region } from './region.ts'
import type { Told } from './view.ts'

type Heard = Omit<Told, 'seq'>
/** What was told, with its place in the order. */
export interface Kept { readonly told: Heard; readonly to: number; readonly n: number; readonly machine: number }

/**
 * Puts what the regions tell into one order, which does not depend on who runs where: time, then the machine, actions
 * first. With one region that is the order in which it comes; several are sorted when a window is done.
 * A told event is handed over: when and who are written on that very object, for there are thousands a second.
 */
export class Hearing {
  readonly #pass: (told: Heard) => void
  /** One region alone tells in order. */
  atOnce = true
  #kept: Kept[] = []

  constructor(pass: (told: Heard) => void) { this.#pass = pass }

  hear(region: Region, machine: Machine, process: string, event: DomainEvent): void {
    const told = signed(region, machine, process, event)
    if (this.atOnce) this.#pass(told)
    else this.#kept.push(kept(region, machine, told))
  }

  /** What a region elsewhere was told; `keep` made it there. */
  add(told: readonly Kept[]): void {
    for (const each of told) this.#kept.push(each)
  }
  static keep(region: Region, machine: Machine, process: string, event: DomainEvent): Kept {
    return kept(region, machine, signed(region, machine, process, event))
  }

  windowDone(): void {
    const kept = this.#kept.sort((a, b) => a.told.at - b.told.at || a.to - b.to || a.n - b.n || a.machine - b.machine)
    this.#kept = []
    for (const each of kept) this.#pass(each.told)
  }

  /** Of a window that is not done. */
  save(): readonly Kept[] { return this.#kept.slice() }
  load(kept: readonly Kept[]): void { this.#kept = kept.slice() }
}

function signed(region: Region, machine: Machine, process: string, event: DomainEvent): Heard {
  const told = event as DomainEvent & { at: Micros; machine: string; process: string }
  told.at = region.now()
  told.machine = machine.name
  told.process = process
  return told
}

const kept = ({ current: { to, n } }: Region, machine: Machine, told: Heard): Kept =>
  ({ told, to: Math.min(to, 0), n: to < 0 ? n : 0, machine: machine.index })
