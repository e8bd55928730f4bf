import type { WorldState } from '../../session/world-store.ts'
import type { ClusterView } from '../../world/view.ts'
import type { TimeState } from '../desk.ts'

/** What time is doing: of the moment `at` that is looked at, or of the present one. */
export const timeOf = ({ view, status }: Pick<WorldState, 'view' | 'status'>, at: ClusterView | null): TimeState => {
  const head = view?.now ?? 0
  const playing = status?.playing === true && at === null
  return {
    now: at?.now ?? head, head, playing, speed: status?.speed ?? 1, next: view && !playing ? nextOf(view) : null,
    live: status?.live === true, limitedBy: limitOf(status), stands: at === null ? standingOf(status) : null,
  }
}

/** The frame that arrives next. */
const nextOf = (view: ClusterView): TimeState['next'] => {
  const [next] = view.frames.filter(frame => frame.arrivesAt >= view.now).sort((a, b) => a.arrivesAt - b.arrivesAt)
  return next ? { text: `${next.api} #${next.correlation}`, at: next.arrivesAt } : null
}

const limitOf = (status: WorldState['status']): TimeState['limitedBy'] => {
  if (status?.state.is === 'storage-limited') return 'storage'
  if (!status?.playing || status.state.is !== 'running' || status.speed === Infinity) return null
  return status.measured > 0 && status.measured < status.speed * 0.7 ? 'machine' : null
}

const standingOf = (status: WorldState['status']): TimeState['stands'] =>
  status?.state.is === 'waiting' && status.state.line !== undefined ? { script: status.state.script, line: status.state.line } : null
