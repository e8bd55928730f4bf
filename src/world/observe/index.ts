import type { ClusterView, Told } from '../view.ts'
import { Ledger } from './ledger.ts'

/** Everything that folds domain events beside a world: the ledger and the invariants. */
export class Observers {
  readonly ledger = new Ledger()
  violations: ClusterView['invariants'] = []

  hear(told: Told): void {
    this.ledger.hear(told)
  }

  save() { return { ledger: this.ledger.save(), violations: this.violations } }
  load(state: ReturnType<Observers['save']>): void {
    this.ledger.load(state.ledger)
    this.violations = state.violations
  }
}
