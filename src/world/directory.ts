import type { Micros } from '../env/units.ts'

export interface MachineFacts { readonly name: string; readonly rack: string | null; readonly profile: string; darkSince: Micros }
export interface DirectoryState { machines: MachineFacts[]; processes: Map<string, number> }

/** What every region knows of the whole world: its machines in order, which process lives where, who has power. */
export class Directory {
  #machines: MachineFacts[] = []
  #numbers = new Map<string, number>()
  #processes = new Map<string, number>()
  /** Machines without power. */
  dark = 0

  add(facts: Omit<MachineFacts, 'darkSince'>): number {
    const number = this.#machines.length
    this.#machines.push({ ...facts, darkSince: -1 })
    this.#numbers.set(facts.name, number)
    return number
  }

  get count(): number { return this.#machines.length }
  machine(number: number): MachineFacts { return this.#machines[number]! }
  number(name: string): number | undefined { return this.#numbers.get(name) }

  place(process: string, machine: number): void { this.#processes.set(process, machine) }
  /** A host name: a machine's own, or a process's, as a name service would have it (`broker-1`). */
  resolve(host: string): number | undefined { return this.#numbers.get(host) ?? this.#processes.get(host) }
  /** In the order in which they were first started. */
  processes(): string[] { return [...this.#processes.keys()] }
  whereIs(process: string): number | undefined { return this.#processes.get(process) }

  setPower(number: number, on: boolean, now: Micros): void {
    const facts = this.machine(number)
    if ((facts.darkSince < 0) === on) return
    facts.darkSince = on ? -1 : now
    this.dark += on ? -1 : 1
  }

  save(): DirectoryState {
    return { machines: this.#machines.map(facts => ({ ...facts })), processes: new Map(this.#processes) }
  }

  load(state: DirectoryState): void {
    this.#machines = state.machines.map(facts => ({ ...facts }))
    this.#numbers = new Map(this.#machines.map((facts, number) => [facts.name, number]))
    this.#processes = new Map(state.processes)
    this.dark = this.#machines.filter(facts => facts.darkSince >= 0).length
  }
}
