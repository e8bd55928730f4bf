import type { PartitionId } from '../../env/domain-event.ts'
import { Fetch } from '../../protocol/apis/01-fetch.ts'
import type { RequestInput } from '../../protocol/schema.ts'
import { after, now, type Broker } from '../context.ts'
import { holdsBackFollower } from '../replica/throttle.ts'
import { isReady, type Fetcher, type FetchState } from './fetcher.ts'
import { amended, isFull, nextRequest, sameAgain, type Asked, type Told } from './session.ts'

/** Asks the leader for all that is ready, unless a request is under way; with nothing to ask, waits. Calling it early is harmless. */
export function pump(broker: Broker, fetcher: Fetcher): void {
  if (fetcher.inFlight || isFlushing(broker, fetcher)) return
  // A rate that is measured holds partitions back, and lets them go, by the clock alone.
  const anyMayDiffer = fetcher.changed || isFull(fetcher.session) || broker.throttle.follower.samples.length > 0
  const told = anyMayDiffer ? whatChanged(broker, fetcher) : whatStirred(broker, fetcher)
  if (!told) return waitForPartitions(broker, fetcher)
  fetcher.inFlight = true
  stopWaiting(broker, fetcher)
  broker.network.send(String(fetcher.leader), Fetch, requestOf(broker, told), { is: 'fetched', leader: fetcher.leader })
}

function isFlushing({ partitions }: Broker, fetcher: Fetcher): boolean {
  if (fetcher.flushing.length === 0) return false
  fetcher.flushing = fetcher.flushing.filter(id => {
    const log = partitions.get(id)?.log
    return log?.awaitsFlush(log.logEndOffset)
  })
  return fetcher.flushing.length > 0
}

/** What to tell the leader; null when there is nothing to fetch, and it knows of nothing. Who is delayed is looked at again. */
function whatChanged(broker: Broker, fetcher: Fetcher): Told | null {
  const wanted = new Map<PartitionId, Asked>()
  fetcher.changed = false
  fetcher.stirred = []
  for (const id of fetcher.partitions.keys()) {
    const asked = askedNow(broker, fetcher, id)
    if (asked) wanted.set(id, asked)
    else fetcher.stirred.push(id)
  }
  return wanted.size === 0 && fetcher.session.told.size === 0 ? null : nextRequest(fetcher.session, wanted)
}

/** The same, when only some partitions may differ. */
function whatStirred(broker: Broker, fetcher: Fetcher): Told | null {
  const { stirred, session, partitions } = fetcher
  if (stirred.length === 0) return sameAgain(session)
  const told = amended(session, stirred, id => askedNow(broker, fetcher, id))
  fetcher.stirred = stirred.filter((id, at) => partitions.has(id) && !session.told.has(id) && stirred.indexOf(id) === at)
  return session.told.size === 0 && told.forget.length === 0 ? null : told
}

/** What to ask of a partition; null while it is not ready. */
function askedNow(broker: Broker, fetcher: Fetcher, id: PartitionId): Asked | null {
  const state = fetcher.partitions.get(id), partition = broker.partitions.get(id)
  if (!state || !partition || !isReady(state, now(broker)) || holdsBackFollower(broker, partition)) return null
  return askedOf(state, partition.log.logStartOffset, broker.settings.replicaFetchMaxBytes)
}

const askedOf = ({ topicId, index, leaderEpoch, offset, lastFetchedEpoch }: FetchState, logStartOffset: number, maxBytes: number): Asked =>
  ({ topicId, index, leaderEpoch, offset, lastFetchedEpoch, logStartOffset, maxBytes })

function waitForPartitions(broker: Broker, fetcher: Fetcher): void {
  if (fetcher.retry === null && fetcher.partitions.size > 0) {
    fetcher.retry = after(broker, broker.settings.replicaFetchBackoff, { is: 'fetcherRetry', leader: fetcher.leader })
  }
}

export function stopWaiting(broker: Broker, fetcher: Fetcher): void {
  if (fetcher.retry !== null) broker.node.env.cancel(fetcher.retry)
  fetcher.retry = null
}

function requestOf(broker: Broker, told: Told): RequestInput<typeof Fetch> {
  const { settings, node } = broker
  return {
    replicaState: { replicaId: node.nodeId, replicaEpoch: node.brokerEpoch() },
    maxWaitMs: settings.replicaFetchWaitMaxMs,
    minBytes: settings.replicaFetchMinBytes,
    maxBytes: settings.replicaFetchResponseMaxBytes,
    isolationLevel: 0,
    sessionId: told.sessionId,
    sessionEpoch: told.sessionEpoch,
    topics: byTopic(told.send).map(([topicId, asked]) => ({
      topicId,
      partitions: asked.map(each => ({
        partition: each.index, currentLeaderEpoch: each.leaderEpoch, fetchOffset: each.offset, lastFetchedEpoch: each.lastFetchedEpoch,
        logStartOffset: each.logStartOffset, partitionMaxBytes: each.maxBytes,
      })),
    })),
    forgottenTopicsData: byTopic(told.forget).map(([topicId, asked]) => ({ topicId, partitions: asked.map(each => each.index) })),
    rackId: '',
  }
}

/** Neighbours of one topic share an entry; the order of partitions is kept, for it is the order they are served in. */
function byTopic(asked: readonly Asked[]): [topicId: string, asked: Asked[]][] {
  const topics: [string, Asked[]][] = []
  for (const each of asked) {
    const last = topics.at(-1)
    if (last?.[0] === each.topicId) last[1].push(each)
    else topics.push([each.topicId, [each]])
  }
  return topics
}
