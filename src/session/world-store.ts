import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { HostStatus, Shown } from '../host/frame.ts'
import type { Judgement } from '../lesson/judge.ts'
import type { ClusterView, Told } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'

/** The world as it was last shown: whatever stands here is committed. */
export interface WorldState {
  view: ClusterView | null
  /** The newest events, oldest first; single batches left out. */
  told: readonly Told[]
  /** How many events came too fast to be kept. */
  skipped: number
  /** Everything people did to this life of the world. */
  actions: readonly LoggedAction[]
  status: HostStatus | null
  /** What a lesson's judge said last. */
  judgement: Judgement | null
}

const TOLD = 5_000
const NOTHING: WorldState = { view: null, told: [], skipped: 0, actions: [], status: null, judgement: null }

export interface WorldStore {
  readonly store: StoreApi<WorldState>
  take(shown: Shown): void
  clear(): void
}

export function createWorldStore(): WorldStore {
  const store = createStore<WorldState>(() => NOTHING)
  return { store, take: shown => store.setState(state => after(state, shown), true), clear: () => store.setState(NOTHING, true) }
}

function after(state: WorldState, { view, told, skipped, actions, status, companion }: Shown): WorldState {
  return {
    view: view ?? state.view,
    told: told.length > 0 ? [...state.told, ...told].slice(-TOLD) : state.told,
    skipped: state.skipped + skipped,
    actions: actions.length > 0 ? [...state.actions, ...actions] : state.actions,
    status,
    judgement: companion === undefined ? state.judgement : companion as Judgement,
  }
}
