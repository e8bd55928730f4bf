import { NO_LEADER } from '../metadata/image.ts'
import { record, type MetadataRecord } from '../metadata/records.ts'
import { isActive, partitionsWhere, uncleanAllowed, type Knowledge } from './deciding.ts'
import { hasValidSession, touch, type Heartbeats } from './heartbeats.ts'
import { brokerFenced, electionIn, leaderless } from './leader-and-isr.ts'

/*
 * What the active controller does by the clock (PeriodicTaskControlManager). Each task looks at what it knows and gives
 * records, or none.
 */

export type TaskName = 'maybeFenceStaleBroker' | 'writeNoOpRecord' | 'electPreferred' | 'electUnclean'
export interface TaskResult {
  readonly records: readonly MetadataRecord[]
  readonly heartbeats?: Heartbeats
  /** There is more to do: again at once. */
  readonly again?: boolean
}
export interface Task { readonly name: TaskName; periodMs(knowledge: Knowledge): number; run(knowledge: Knowledge): TaskResult }

/** Partitions moved in one go by electPreferred and electUnclean (ReplicationControlManager.MAX_ELECTIONS_PER_IMBALANCE). */
const MAX_ELECTIONS = 1_000
const CHECKS_A_SESSION = 8

/** One broker at a time, until no silent one is left. */
function fenceStale(knowledge: Knowledge): TaskResult {
  const timeoutMs = knowledge.configs.broker().number('broker.session.timeout.ms')
  const stale = [...knowledge.heartbeats.values()].find(session => !session.fenced && !hasValidSession(session, knowledge.now, timeoutMs))
  if (!stale) return { records: [] }
  knowledge.log('INFO', 'ReplicationControlManager', `Fencing broker ${stale.id} at epoch ${stale.epoch} because its session has timed out.`)
  const heartbeats = touch(knowledge.heartbeats, stale.id, { now: stale.lastContact, fenced: true })
  return { records: brokerFenced(knowledge, stale.id), heartbeats, again: true }
}

/** Leads a partition that its first replica, which is back, ought to lead. */
function electPreferred(knowledge: Knowledge): TaskResult {
  const imbalanced = partitionsWhere(knowledge.image, ({ leader, replicas, isr }) =>
    leader !== NO_LEADER && leader !== replicas[0] && isr.includes(replicas[0]!) && isActive(knowledge.image, replicas[0]!))
  const records = imbalanced.slice(0, MAX_ELECTIONS).flatMap(placed => electionIn(knowledge, placed, 'preferred'))
  return { records, again: imbalanced.length > MAX_ELECTIONS }
}

function electUnclean(knowledge: Knowledge): TaskResult {
  const lost = partitionsWhere(knowledge.image, leaderless).filter(({ topic }) => uncleanAllowed(knowledge, topic)).slice(0, MAX_ELECTIONS)
  return { records: lost.flatMap(placed => electionIn(knowledge, placed, 'unclean')) }
}

const SECOND = 1_000

export const tasks: readonly Task[] = [
  {
    name: 'maybeFenceStaleBroker',
    periodMs: ({ configs }) => Math.floor(configs.broker().number('broker.session.timeout.ms') / CHECKS_A_SESSION),
    run: fenceStale,
  },
  {
    name: 'writeNoOpRecord',
    periodMs: ({ configs }) => configs.broker().number('metadata.max.idle.interval.ms'),
    run: () => ({ records: [record('NoOpRecord', {})] }),
  },
  {
    name: 'electPreferred',
    periodMs: ({ configs }) => {
      const broker = configs.broker()
      return broker.boolean('auto.leader.rebalance.enable') ? broker.number('leader.imbalance.check.interval.seconds') * SECOND : 0
    },
    run: electPreferred,
  },
  { name: 'electUnclean', periodMs: ({ configs }) => configs.broker().number('unclean.leader.election.interval.ms'), run: electUnclean },
]
