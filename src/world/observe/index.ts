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

/**
 * So many events are folded at once, or when somebody looks: one after the other they cost a third of what each costs in the middle of the
 * work it tells of.
 */
const AT_ONCE = 256

/** Everything that folds domain events beside a world: the ledger and the invariants. */
export class Observers {
  readonly #ledger = new Ledger()
  #violations: ClusterView['invariants'] = []
  #states = INVARIANTS.map(rule => rule.start())
  /** Heard and not yet folded. */
  #heard: Told[] = []

  get ledger(): Ledger { return this.#upToDate().#ledger }
  get violations(): ClusterView['invariants'] { return this.#upToDate().#violations }

  hear(told: Told): void {
    this.#heard.push(told)
    if (this.#heard.length >= AT_ONCE) this.#upToDate()
  }

  #upToDate(): this {
    const heard = this.#heard
    this.#heard = []
    for (const told of heard) this.#fold(told)
    return this
  }

  #fold(told: Told): void {
    this.#ledger.hear(told)
    for (const index of LISTENERS.get(told.is) ?? NOBODY) {
      const { name, fold } = INVARIANTS[index]!
      const text = fold(this.#states[index], told)
      if (text !== null && this.#violations.length < MAX_VIOLATIONS) this.#violations = [...this.#violations, { name, at: told.at, text }]
    }
  }

  save() {
    const { ledger, violations } = this
    return { ledger: ledger.save(), violations, rules: copyPlain(this.#states) }
  }

  load(state: ReturnType<Observers['save']>): void {
    this.#heard = []
    this.#ledger.load(state.ledger)
    this.#violations = state.violations
    this.#states = copyPlain(state.rules)
  }
}
