import type { PartitionId } from '../../env/domain-event.ts'
import { ListOffsets } from '../../protocol/apis/02-list-offsets.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'
import { moved, tell, type Broker } from '../context.ts'
import { sayFetcher } from '../lines.ts'
import type { Partition } from '../replica/partition.ts'
import { EARLIEST, LATEST } from '../handlers/timestamps.ts'
import { moveToEnd, phaseAfter, stateAfter, type FetchEvent, type Fetcher, type FetchState } from './fetcher.ts'
import { delay, fenced } from './process.ts'
import { pump } from './pump.ts'
import { truncateLog } from './truncate.ts'

/*
 * The leader does not have the offset this replica wants (AbstractFetcherThread.fetchOffsetAndTruncate): after an unclean election
 * it may end earlier; after a long absence it may begin later.
 */

/** Asks where the leader ends, or begins, by the partition's phase. */
export function askLeaderOffset(broker: Broker, fetcher: Fetcher, id: PartitionId): void {
  const state = fetcher.partitions.get(id)!
  const timestamp = state.phase === 'askingLatest' ? LATEST : EARLIEST
  broker.network.send(String(fetcher.leader), ListOffsets, {
    replicaId: broker.node.nodeId,
    isolationLevel: 0,
    topics: [{ name: state.topic, partitions: [{ partitionIndex: state.index, currentLeaderEpoch: state.leaderEpoch, timestamp }] }],
  }, { is: 'offsetListed', leader: fetcher.leader, id, phase: state.phase })
}

export interface OffsetListed { readonly leader: number; readonly id: PartitionId; readonly phase: FetchState['phase'] }

/** `response` null: the request failed. */
export function onOffsetListed(broker: Broker, { leader, id, phase }: OffsetListed, response: Response<typeof ListOffsets> | null): void {
  const fetcher = broker.fetchers.get(leader), state = fetcher?.partitions.get(id), partition = broker.partitions.get(id)
  if (!fetcher || !state || !partition || state.phase !== phase) return
  const answer = response?.topics[0]?.partitions[0]
  if (answer?.errorCode === Errors.FENCED_LEADER_EPOCH) fenced(broker, fetcher, id, state)
  else if (!answer || answer.errorCode !== Errors.NONE) delay(broker, fetcher, id)
  else if (phase === 'askingLatest') onLatest(broker, fetcher, partition, state, answer.offset)
  else onEarliest(broker, fetcher, partition, state, answer.offset)
  pump(broker, fetcher)
}

function onLatest(broker: Broker, fetcher: Fetcher, partition: Partition, state: FetchState, leaderEnd: number): void {
  const end = partition.log.logEndOffset
  if (leaderEnd >= end) {
    moveToEnd(fetcher, partition.id, { ...state, phase: phaseAfter(state.phase, 'leaderGoesOn') })
    return askLeaderOffset(broker, fetcher, partition.id)
  }
  sayFetcher(broker, fetcher.leader, `Reset fetch offset for partition ${partition.id} from ${end} to current leader's latest offset `
    + `${leaderEnd}`, 'WARN')
  truncateLog(broker, partition, leaderEnd)
  resume(fetcher, partition, state, 'leaderEndsBefore')
}

function onEarliest(broker: Broker, fetcher: Fetcher, partition: Partition, state: FetchState, leaderStart: number): void {
  const end = partition.log.logEndOffset
  if (leaderStart > end) {
    sayFetcher(broker, fetcher.leader, `Truncate fully and reset fetch offset for partition ${partition.id} from ${end} to the current leader's `
      + `start offset ${leaderStart} because the local replica's end offset is smaller than the current leader's start offsets.`, 'WARN')
    partition.log.truncateFullyAndStartAt(leaderStart)
    tell(broker, { is: 'log.truncated', broker: broker.node.nodeId, partition: partition.id, from: end, to: leaderStart })
    moved(broker, partition, 'end')
  } else {
    sayFetcher(broker, fetcher.leader, `Reset fetch offset for partition ${partition.id} from ${end} to the current local replica's end `
      + `offset ${end}`)
  }
  resume(fetcher, partition, state, 'leaderStart')
}

function resume(fetcher: Fetcher, partition: Partition, state: FetchState, event: FetchEvent): void {
  moveToEnd(fetcher, partition.id, stateAfter(state, event, partition.log.logEndOffset, partition.log.latestEpoch))
}
