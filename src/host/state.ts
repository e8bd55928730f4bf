import type { BrokenReport, HostState } from './frame.ts'
import type { Stopped } from './breakpoints.ts'
import type { Keeper } from './keeper.ts'

interface Circumstances {
  broken: BrokenReport | null
  keeper: Keeper | null
  /** The store is behind. */
  isLimited: boolean
  /** The script that has not answered yet. */
  waiting: string | null
  /** It stands at a line of its text. */
  stopped: Stopped | null
  /** The person lets it go on. */
  goesOn: boolean
  hidden: boolean
}

/** The gravest of what holds a world up. */
export function stateOf({ broken, keeper, isLimited, waiting, stopped, goesOn, hidden }: Circumstances): HostState {
  const problem = keeper?.problem
  if (broken) return { is: 'broken', report: broken }
  if (problem) return { is: 'storage-stopped', problem: problem.problem, message: problem.message }
  if (isLimited) return { is: 'storage-limited' }
  if (stopped) return { is: 'waiting', ...stopped }
  if (waiting !== null && goesOn) return { is: 'waiting', script: waiting }
  return { is: goesOn ? 'running' : hidden ? 'hidden' : 'paused' }
}
