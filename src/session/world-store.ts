import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { HostStatus, Shown } from '../host/frame.ts'
import type { Judgement } from '../lesson/judge.ts'
import { MAIN } from '../host/time/tracks.ts'
import type { ClusterView, Told } from '../world/view.ts'
import type { LoggedAction } from '../world/world.ts'

/** The world as it was last shown: whatever stands here is committed. */
export interface WorldState {
  /** The track it is of; what was told and done is of this one alone. */
  track: string
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
const NOTHING: WorldState = { track: MAIN, view: null, told: [], skipped: 0, actions: [], status: null, judgement: null }

export interface WorldStore {
  readonly store: StoreApi<WorldState>
  take(shown: Shown, track: string): void
  clear(): void
}

export function createWorldStore(): WorldStore {
  const store = createStore<WorldState>(() => NOTHING)
  return { store, take: (shown, track) => store.setState(state => after(state, shown, track), true), clear: () => store.setState(NOTHING, true) }
}

/** Another track takes the place of the one shown with its first view, whole. */
function after(before: WorldState, { view, told, skipped, actions, status, companion }: Shown, track: string): WorldState {
  if (track !== before.track && !view) return { ...before, status }
  const state = track === before.track ? before : { ...NOTHING, judgement: before.judgement }
  return {
    track,
    view: view ?? state.view,
    told: told.length > 0 ? [...state.told, ...told].slice(-TOLD) : state.told,
    skipped: state.skipped + skipped,
    actions: actions.length > 0 ? [...state.actions, ...actions] : state.actions,
    status,
    judgement: companion === undefined ? state.judgement : companion as Judgement,
  }
}
