import type { LogDir } from '../../client/admin/describe-log-dirs.ts'
import { compareText, idOf, type TopicPartition } from '../../client/topic-partition.ts'
import { commandFailed } from '../exception.ts'
import type { Options } from '../options/options.ts'
import { ask, pause, type Shell, type Telling } from '../tool.ts'
import { ANY_DIR, type PlannedPartition } from './plan.ts'
import { Terse } from './terse.ts'

/* Replicas that a plan wants in a certain directory of their broker (KIP-113, ReplicaLogDirMoveState). */

/** A replica, and the directory it is to lie in. */
interface DirMove extends TopicPartition { readonly broker: number; readonly path: string }
/** Where it lies now, and where its future log does; null: nowhere. */
interface MoveState extends DirMove { readonly current: string | null; readonly future: string | null }

/** In order of brokers, then of partitions. */
export const dirMovesOf = (plan: readonly PlannedPartition[]): DirMove[] => plan
  .flatMap(({ topic, partition, replicas, logDirs = [] }) => replicas.map((broker, i) => ({ topic, partition, broker, path: logDirs[i] ?? ANY_DIR })))
  .filter(({ path }) => path !== ANY_DIR)
  .sort((a, b) => a.broker - b.broker || compareText(a.topic, b.topic) || a.partition - b.partition)

export function* moveStates(moves: readonly DirMove[]): Telling<MoveState[]> {
  if (moves.length === 0) return []
  const dirs = yield* ask({ do: 'describeLogDirs', brokers: [...new Set(moves.map(({ broker }) => broker))] })
  return moves.map(move => ({ ...move, current: lies(dirs, move, false), future: lies(dirs, move, true) }))
}

const lies = (dirs: readonly LogDir[], { broker, ...tp }: DirMove, future: boolean): string | null =>
  dirs.find(dir => dir.broker === broker && dir.replicas.some(each => each.future === future && idOf(each) === idOf(tp)))?.path ?? null

export const isActive = ({ current, future }: MoveState): boolean => current !== null && future !== null

const replicaText = (move: DirMove): string => `${idOf(move)}-${move.broker}`

/** ReassignPartitionsCommand.replicaMoveStatesToString. */
export function moveText(move: MoveState): string {
  const { broker, path, current, future } = move, partition = `Partition ${idOf(move)}`
  if (current === null) return `${partition} is not found in any live log dir on broker ${broker}. There is likely an offline log directory on the broker.`
  if (future === path) return `Reassignment of replica ${replicaText(move)} is still in progress.`
  if (future !== null) return `${partition} on broker ${broker} is being moved to log dir ${future} instead of ${path}.`
  if (current === path) return `Reassignment of replica ${replicaText(move)} completed successfully.`
  return `${partition} on broker ${broker} is not being moved from log dir ${current} to ${path}.`
}

const DEFAULT_TIMEOUT_MS = 10_000
const RETRY_MS = 100

/** Begins the moves. A replica that has only been told to come to its broker is not there yet: it is asked again until it is. */
export function* executeMoves(shell: Shell, options: Options, moves: readonly DirMove[]): Telling<void> {
  const until = shell.wall() + (options.long('timeout') ?? DEFAULT_TIMEOUT_MS)
  for (let pending = moves; pending.length > 0; yield* pause(RETRY_MS)) {
    const begun = yield* begin(pending)
    for (const { path, topic, partition, broker } of begun) {
      shell.out(`Successfully started moving log directory to ${path} for replica ${topic}-${partition} with broker ${broker} `)
    }
    pending = pending.filter(move => !begun.includes(move))
    if (pending.length === 0) return
    if (shell.wall() < until) continue
    throw new Terse(`Timed out before log directory move${pending.length === 1 ? '' : 's'} could be started for: ${pending.map(replicaText).join(',')}`)
  }
}

function* begin(moves: readonly DirMove[]): Telling<DirMove[]> {
  const answers = yield* ask({ do: 'alterReplicaLogDirs', moves })
  return moves.filter(move => {
    const answer = answers.find(each => each.broker === move.broker && idOf(each) === idOf(move))
    if (answer?.error === 'REPLICA_NOT_AVAILABLE') return false
    if (answer && answer.error !== null) throw commandFailed(`Failed to alter dir for ${replicaText(move)}`)
    return true
  })
}
