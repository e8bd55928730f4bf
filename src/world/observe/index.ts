import { copyPlain } from '../plain.ts'
import type { ClusterView, Told } from '../view.ts'
import { INVARIANTS } from './invariants/index.ts'
import { Ledger } from './ledger.ts'

/** A broken invariant shows itself at every event from then on; the first ones say enough. */
const MAX_VIOLATIONS = 100

const NOBODY: readonly number[] = []
/** By kind of event, the invariants that want to be shown it. */
const LISTENERS = new Map<Told['is'], number[]>()
INVARIANTS.forEach((rule, index) => {
  for (const kind of rule.hears) LISTENERS.set(kind, [...LISTENERS.get(kind) ?? [], index])
})

/** Everything that folds domain events beside a world: the ledger and the invariants. */
export class Observers {
  readonly ledger = new Ledger()
  violations: ClusterView['invariants'] = []
  #states = INVARIANTS.map(rule => rule.start())

  hear(told: Told): void {
    this.ledger.hear(told)
    for (const index of LISTENERS.get(told.is) ?? NOBODY) {
      const { name, fold } = INVARIANTS[index]!
      const text = fold(this.#states[index], told)
      if (text !== null && this.violations.length < MAX_VIOLATIONS) this.violations = [...this.violations, { name, at: told.at, text }]
    }
  }

  save() { return { ledger: this.ledger.save(), violations: this.violations, rules: copyPlain(this.#states) } }

  load(state: ReturnType<Observers['save']>): void {
    this.ledger.load(state.ledger)
    this.violations = state.violations
    this.#states = copyPlain(state.rules)
  }
}
