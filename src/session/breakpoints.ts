import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Stopped } from '../host/breakpoints.ts'
import type { Session } from './session.ts'

export interface BreakpointsState {
  /** By what the scripts are kept as and the file: `free/orders.ts`. They live as long as the page. */
  readonly lines: Readonly<Record<string, readonly number[]>>
  /** Where a script stands now, and the world with it. */
  readonly at: Stopped | null
}

/** Breakpoints as a person sets them, on the scripts of the world that is open. */
export interface BreakpointsSession {
  readonly store: StoreApi<BreakpointsState>
  /** The lines moved with the text they stand in; what runs keeps those it was started with. */
  moved(id: string, lines: readonly number[]): void
  /** From now on it stops there. */
  arm(id: string, script: string, lines: readonly number[]): void
  goOn(): void
  /** On until the broker has answered one of its sends, or it is known that it will not; there the world stands still. */
  toAnswer(): Promise<void>
  /** The script that stands goes on and stops no more. */
  leave(): Promise<void>
}

/** A delivery is given up after two minutes (`delivery.timeout.ms`). */
const ANSWERED_WITHIN = 125_000_000

export function breakpointsOf(world: Session['world'], door: () => Pick<Session['door'], 'stopAt' | 'run' | 'pause'>): BreakpointsSession {
  const store = createStore<BreakpointsState>(() => ({ lines: {}, at: null }))
  world.subscribe(({ status }, before) => {
    if (status === before.status) return
    const state = status?.state, at = state?.is === 'waiting' && state.line !== undefined ? { script: state.script, line: state.line } : null
    if (JSON.stringify(at) !== JSON.stringify(store.getState().at)) store.setState({ at })
  })
  const moved = (id: string, lines: readonly number[]) => store.setState(state => ({ lines: { ...state.lines, [id]: lines } }))
  return {
    store, moved,
    arm(id, script, lines) {
      moved(id, lines)
      void door().stopAt({ script, lines })
    },
    goOn: () => void door().stopAt('goOn'),
    async toAnswer() {
      const { at } = store.getState()
      if (!at) return
      const answered = (['producer.acknowledged', 'producer.failed'] as const).map(event => ({ event, where: { process: at.script } }))
      const ran = door().run({ until: { any: answered }, for: ANSWERED_WITHIN })
      await door().stopAt('goOn')
      await ran
      await door().pause()
    },
    async leave() {
      const { at } = store.getState()
      if (!at) return
      await door().stopAt({ script: at.script, lines: [] })
      await door().stopAt('goOn')
    },
  }
}
