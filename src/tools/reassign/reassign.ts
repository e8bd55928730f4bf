import { ToolException, commandFailed } from '../exception.ts'
import { idOf } from '../../client/topic-partition.ts'
import { adminConfigs } from '../text/properties.ts'
import { ask, connect, type Shell, type Telling } from '../tool.ts'
import type { Options } from '../options/options.ts'
import { currentReplicas } from './current.ts'
import { generate } from './generate.ts'
import { reassignOptions, type ReassignAction } from './options.ts'
import { asPlan } from './plan-text.ts'
import { readPlan, type PlannedPartition } from './plan.ts'
import { dirMovesOf, executeMoves, isActive, moveStates, moveText } from './dir-moves.ts'
import { Terse } from './terse.ts'
import { clearThrottles, movesOf, setDirThrottles, setThrottles } from './throttles.ts'

const BUSY = 'Cannot execute because there is an existing partition assignment.  Use --additional to override this and create a new partition assignment '
  + 'in addition to the existing one. The --additional flag can also be used to change the throttle by resubmitting the current reassignment.'

const VERIFY = 'Warning: You must run --verify periodically, until the reassignment completes, to ensure the throttle is removed.'

const actions: Readonly<Record<ReassignAction, (shell: Shell, options: Options) => Telling<void>>> = { generate, list, execute, verify, cancel }

/** kafka-reassign-partitions.sh (ReassignPartitionsCommand): moves partitions to other brokers (KIP-455). */
export function* reassignPartitions(shell: Shell): Telling<number> {
  let parsed = false
  try {
    const { action, options } = reassignOptions(shell)
    parsed = true
    yield* connect(adminConfigs(shell, options))
    yield* actions[action](shell, options)
    return 0
  } catch (error) {
    if (error instanceof Terse) shell.out(error.message)
    else if (!(error instanceof ToolException)) throw error
    else if (!parsed) shell.err(`Exception in thread "main" ${error.text()}`)
    else shell.out(`Error: ${error.message}\n${error.text()}`)
    return 1
  }
}

function* list(shell: Shell): Telling<void> {
  const active = yield* ask({ do: 'listPartitionReassignments' })
  if (active.length === 0) return shell.out('No partition reassignments found.')
  shell.out('Current partition reassignments:')
  for (const { topic, partition, replicas, addingReplicas, removingReplicas } of active) {
    shell.out(`${idOf({ topic, partition })}: replicas: ${replicas.join(',')}.${part('adding', addingReplicas)}${part('removing', removingReplicas)}`)
  }
}
const part = (name: string, ids: readonly number[]): string => ids.length === 0 ? '' : ` ${name}: ${ids.join(',')}.`

function* execute(shell: Shell, options: Options): Telling<void> {
  const plan = readPlan(shell, options.one('reassignment-json-file')!), throttle = options.long('throttle')
  const moves = dirMovesOf(plan), dirThrottle = options.long('replica-alter-log-dirs-throttle')
  const active = yield* ask({ do: 'listPartitionReassignments' })
  if (active.length > 0 && !options.has('additional')) throw new Terse(BUSY)
  yield* knownBrokers(plan)
  const current = yield* currentReplicas(plan)
  shell.out(`Current partition replica assignment\n\n${yield* asPlan(current)}\n\nSave this to use as the --reassignment-json-file option during rollback`)
  if (throttle !== undefined || dirThrottle !== undefined) shell.out(VERIFY)
  if (throttle !== undefined) yield* setThrottles(shell, movesOf(plan, current, active), throttle)
  if (dirThrottle !== undefined) yield* setDirThrottles(shell, [...new Set(moves.map(({ broker }) => broker))], dirThrottle)
  const partitions = plan.map(({ topic, partition, replicas }) => ({ topic, partition, replicas }))
  const failed = (yield* ask({ do: 'alterPartitionReassignments', partitions })).filter(({ error }) => error !== null)
  if (failed.length > 0) throw new Terse(`Error reassigning partition(s):\n${failed.map(each => `${idOf(each)}: ${each.message}`).join('\n')}`)
  shell.out(`Successfully started partition reassignment${plan.length === 1 ? '' : 's'} for ${plan.map(idOf).join(',')}`)
  yield* executeMoves(shell, options, moves)
}

function* knownBrokers(plan: readonly PlannedPartition[]): Telling<void> {
  const live = (yield* ask({ do: 'describeCluster' })).brokers.map(({ id }) => id)
  const unknown = plan.flatMap(({ replicas }) => replicas).find(id => !live.includes(id))
  if (unknown !== undefined) throw commandFailed(`Unknown broker id ${unknown}`)
}

function* verify(shell: Shell, options: Options): Telling<void> {
  const plan = readPlan(shell, options.one('reassignment-json-file')!)
  const active = new Map((yield* ask({ do: 'listPartitionReassignments' })).map(each => [idOf(each), each]))
  const current = yield* currentReplicas(plan)
  shell.out('Status of partition reassignment:')
  plan.forEach((each, i) => shell.out(statusOf(each, active.has(idOf(each)), current[i]!.replicas)))
  const states = yield* moveStates(dirMovesOf(plan))
  if (active.size === 0 || states.length > 0) shell.out(states.map(moveText).join('\n'))
  if (active.size > 0 || states.some(isActive)) return
  if (!options.has('preserve-throttles')) yield* clearThrottles(shell, plan)
}

function statusOf(planned: PlannedPartition, moving: boolean, replicas: readonly number[]): string {
  if (moving) return `Reassignment of partition ${idOf(planned)} is still in progress.`
  if (replicas.join(',') === planned.replicas.join(',')) return `Reassignment of partition ${idOf(planned)} is completed.`
  return `There is no active reassignment of partition ${idOf(planned)}, but replica set is ${replicas.join(',')} rather than ${planned.replicas.join(',')}.`
}

function* cancel(shell: Shell, options: Options): Telling<void> {
  const plan = readPlan(shell, options.one('reassignment-json-file')!)
  const active = new Set((yield* ask({ do: 'listPartitionReassignments' })).map(idOf))
  const mine = plan.filter(each => active.has(idOf(each)))
  if (mine.length > 0) {
    yield* ask({ do: 'alterPartitionReassignments', partitions: mine.map(({ topic, partition }) => ({ topic, partition, replicas: null })) })
    shell.out(`Successfully cancelled partition reassignment${mine.length === 1 ? '' : 's'} for: ${mine.map(idOf).join(',')}`)
  } else shell.out('None of the specified partition reassignments are active.')
  const moving = (yield* moveStates(dirMovesOf(plan))).filter(isActive)
  if (moving.length > 0) {
    yield* executeMoves(shell, options, moving.map(move => ({ ...move, path: move.current! })))
    return options.has('preserve-throttles') ? undefined : yield* clearThrottles(shell, plan)
  }
  // Kafka ends this line without a line break.
  const lines: string[] = []
  yield* clearThrottles({ ...shell, out: text => { lines.push(text ?? '') } }, options.has('preserve-throttles') ? [] : plan)
  shell.out(`None of the specified partition moves are active.${lines[0]}`)
  for (const line of lines.slice(1)) shell.out(line)
}
