import type { PartitionId } from '../../env/domain-event.ts'
import { log, now, type Broker } from '../context.ts'
import { endpointOf } from '../images.ts'
import { sayFetcher, sayFetcherManager } from '../lines.ts'
import type { Partition } from '../replica/partition.ts'
import { moveToEnd, type Fetcher, type FetchState } from './fetcher.ts'
import { pump, stopWaiting } from './pump.ts'
import { newSession } from './session.ts'
import { truncateLog } from './truncate.ts'

/*
 * Which partition is fetched from whom (ReplicaFetcherManager).
 */

/** Begins to follow `partition.leader`. A partition that is followed in this epoch already goes on where it is. */
export function startFetching(broker: Broker, partitions: readonly Partition[]): void {
  const started = new Map<number, PartitionId[]>()
  for (const partition of partitions) {
    const fetcher = fetcherFor(broker, partition.leader)
    if (!fetcher) continue
    const known = fetcher.partitions.get(partition.id)
    if (known?.leaderEpoch === partition.leaderEpoch && known.topicId === partition.topicId) continue
    moveToEnd(fetcher, partition.id, initialState(broker, partition))
    started.set(partition.leader, [...started.get(partition.leader) ?? [], partition.id])
  }
  for (const [leader, ids] of started) {
    logAdded(broker, leader, ids)
    pump(broker, broker.fetchers.get(leader)!)
  }
}

export function stopFetching(broker: Broker, ids: ReadonlySet<PartitionId>): void {
  if (ids.size === 0) return
  let any = false
  for (const fetcher of broker.fetchers.values()) for (const id of ids) {
    if (!fetcher.partitions.delete(id)) continue
    fetcher.stirred.push(id)
    any = true
  }
  if (any) sayFetcherManager(broker, `Removed fetcher for partitions Set(${[...ids].join(', ')})`)
}

/** Ends fetchers that have nothing left to fetch, with their connections. */
export function shutdownIdleFetchers(broker: Broker): void {
  for (const fetcher of [...broker.fetchers.values()]) {
    if (fetcher.partitions.size > 0) continue
    for (const what of ['Shutting down', 'Stopped', 'Shutdown completed']) sayThread(broker, fetcher.leader, what)
    stopWaiting(broker, fetcher)
    broker.fetchers.delete(fetcher.leader)
    broker.network.disconnect(String(fetcher.leader))
  }
}

function fetcherFor(broker: Broker, leader: number): Fetcher | null {
  const address = endpointOf(broker.node.image().brokers.get(leader), broker.node.interBrokerListener)
  if (!address) return null
  broker.network.setAddress(String(leader), address)
  const known = broker.fetchers.get(leader)
  if (known) return known
  const fetcher: Fetcher = { leader, partitions: new Map(), session: newSession(), changed: true, stirred: [], flushing: [], inFlight: false, retry: null }
  broker.fetchers.set(leader, fetcher)
  sayThread(broker, leader, 'Starting')
  return fetcher
}

/**
 * From the log's end, with the epoch of its last record: the leader's answer says whether they agree. A log without epochs
 * begins at its high watermark.
 */
function initialState(broker: Broker, partition: Partition): FetchState {
  const cut = broker.rules.truncationOnFollow(partition.log)
  if (cut !== null) truncateLog(broker, partition, cut)
  const { latestEpoch, logEndOffset, highWatermark } = partition.log
  if (latestEpoch < 0) truncateToHighWatermark(broker, partition)
  return {
    topic: partition.topic, topicId: partition.topicId, index: partition.index, leaderEpoch: partition.leaderEpoch, phase: 'fetching',
    offset: latestEpoch < 0 ? highWatermark : logEndOffset, lastFetchedEpoch: latestEpoch, delayedUntil: now(broker),
  }
}

function truncateToHighWatermark(broker: Broker, partition: Partition): void {
  const { highWatermark } = partition.log
  sayFetcher(broker, partition.leader, `Truncating partition ${partition.id} with TruncationState(offset=${highWatermark}, completed=true) `
    + `due to local high watermark ${highWatermark}`)
  truncateLog(broker, partition, highWatermark)
}

const sayThread = (broker: Broker, leader: number, what: string): void =>
  log(broker, 'INFO', 'kafka.server.ReplicaFetcherThread', `[ReplicaFetcherThread-0-${leader}]: ${what}`)

function logAdded(broker: Broker, leader: number, ids: readonly PartitionId[]): void {
  const at = endpointOf(broker.node.image().brokers.get(leader), broker.node.interBrokerListener)!
  const states = ids.map(id => {
    const { topicId, leaderEpoch, offset } = broker.fetchers.get(leader)!.partitions.get(id)!
    return `${id} -> InitialFetchState(Some(${topicId}),BrokerEndPoint[id=${leader}, host=${at.host}, port=${at.port}],${leaderEpoch},${offset})`
  })
  sayFetcherManager(broker, `Added fetcher to broker ${leader} for partitions HashMap(${states.join(', ')})`)
}
