import { copyPlain } from '../plain.ts'
import type { ClusterView, Told } from '../view.ts'
import { INVARIANTS } from './invariants/index.ts'
import { Ledger } from './ledger.ts'

/** A broken invariant shows itself at every event from then on; the first ones say enough. */
const MAX_VIOLATIONS = 100

/** Everything that folds domain events beside a world: the ledger and the invariants. */
export class Observers {
  readonly ledger = new Ledger()
  violations: ClusterView['invariants'] = []
  #states = INVARIANTS.map(rule => rule.start())

  hear(told: Told): void {
    this.ledger.hear(told)
    INVARIANTS.forEach((rule, index) => {
      const text = rule.fold(this.#states[index], told)
      if (text !== null && this.violations.length < MAX_VIOLATIONS) this.violations = [...this.violations, { name: rule.name, at: told.at, text }]
    })
  }

  save() { return { ledger: this.ledger.save(), violations: this.violations, rules: copyPlain(this.#states) } }

  load(state: ReturnType<Observers['save']>): void {
    this.ledger.load(state.ledger)
    this.violations = state.violations
    this.#states = copyPlain(state.rules)
  }
}
