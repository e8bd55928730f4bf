import { NO_LEADER, type PartitionRegistration } from '../metadata/image.ts'
import { recoveryCode, RECOVERING } from '../metadata/partition.ts'
import { record, type MetadataRecord } from '../metadata/records.ts'
import { assignmentOf, completed, type Assignment } from './reassignment.ts'

/*
 * From what a partition is to what it shall be: who leads, and with the ISR, ELR and last known leader that follow from it
 * (PartitionChangeBuilder; KIP-966 for eligible leader replicas). A reassignment is completed by whatever change finds its new
 * replicas in sync.
 */

/** `online` keeps a leader that may stay; `preferred` goes back to the first replica; `unclean` may choose outside ISR and ELR. */
export type Election = 'online' | 'preferred' | 'unclean'

export interface Wish {
  readonly topicId: string
  readonly index: number
  readonly partition: PartitionRegistration
  readonly acceptable: (broker: number) => boolean
  readonly minIsr: number
  readonly elrEnabled: boolean
  readonly election: Election
  readonly isr: readonly number[]
  /** Replicas that lost what they had not flushed: not to be trusted as eligible leaders. */
  readonly uncleanShutdown?: readonly number[]
  readonly recovery?: PartitionRegistration['leaderRecoveryState']
  /** When others shall have it; left out, those of now. */
  readonly assignment?: Assignment
  /** Where a broker says that its replica lies. */
  readonly place?: { readonly broker: number; readonly directory: string }
  /** The directory of a replica that is new. */
  readonly directoryOf?: (broker: number) => string
}

export interface Elected { readonly leader: number; readonly unclean: boolean }
/** What may be chosen from, once the wish is known. */
interface Ballot { readonly wish: Wish; readonly assignment: Assignment; readonly isr: readonly number[]; readonly elr: readonly number[] }

/** The record that makes it so, or null when there is nothing to change. */
export function partitionChange(wish: Wish): MetadataRecord | null {
  const { partition } = wish
  const ballot = ballotOf(wish)
  const { assignment } = ballot
  const elected = elect(ballot)
  const changed = elected.leader !== partition.leader
  const isr = isrAfter(ballot, elected, changed)
  const elr = elected.unclean && changed ? [] : ballot.elr.filter(replica => !(changed && replica === elected.leader))
  const lastKnownElr = lastKnownAfter(wish, isr, changed ? elected.leader : null)
  const recovery = changed && elected.unclean ? 'recovering' : wish.recovery ?? partition.leaderRecoveryState
  const data = {
    ...(!same(isr, partition.isr) && (isr.length > 0 || wish.elrEnabled) && { isr }),
    ...((changed || losesReplicas(partition, assignment)) && { leader: elected.leader }),
    ...(recovery !== partition.leaderRecoveryState && { leaderRecoveryState: recovery === 'recovering' ? RECOVERING : recoveryCode(recovery) }),
    ...(!same(elr, partition.elr) && { eligibleLeaderReplicas: elr }),
    ...(lastKnownElr && { lastKnownElr }),
    ...assignmentChange(wish, assignment),
  }
  if (Object.keys(data).length === 0) return null
  return record('PartitionChangeRecord', { topicId: wish.topicId, partitionId: wish.index, ...data })
}

function ballotOf(wish: Wish): Ballot {
  const wanted = wish.assignment ?? assignmentOf(wish.partition)
  const { assignment, isr } = completed(wanted, wish.isr) ?? { assignment: wanted, isr: wish.isr }
  return { wish, assignment, isr, elr: eligible(wish, isr) }
}

/** Who is taken away must hear of it as a new leader epoch, even when the leader stays. */
const losesReplicas = ({ replicas }: PartitionRegistration, assignment: Assignment): boolean =>
  !replicas.every(replica => assignment.replicas.includes(replica))

function assignmentChange({ partition, place, directoryOf }: Wish, { replicas, adding, removing }: Assignment): object {
  const directories = replicas.map(replica => replica === place?.broker ? place.directory
    : partition.directories[partition.replicas.indexOf(replica)] ?? directoryOf!(replica))
  return {
    ...(!same(replicas, partition.replicas) && { replicas }),
    ...(!same(removing, partition.removingReplicas) && { removingReplicas: removing }),
    ...(!same(adding, partition.addingReplicas) && { addingReplicas: adding }),
    ...(!same(directories, partition.directories) && { directories }),
  }
}

/** ELR: who left an ISR that is smaller than min.insync.replicas, and has all that was committed. */
function eligible({ partition, minIsr, elrEnabled, uncleanShutdown = [] }: Wish, isr: readonly number[]): number[] {
  if (!elrEnabled || isr.length >= minIsr) return []
  return [...new Set([...partition.elr, ...partition.isr])].sort((a, b) => a - b)
    .filter(replica => !isr.includes(replica) && !uncleanShutdown.includes(replica))
}

const valid = ({ wish, isr, elr }: Ballot, replica: number): boolean =>
  (isr.includes(replica) || (isr.length === 0 && elr.includes(replica))) && wish.acceptable(replica)

export function elect(ballot: Ballot): Elected {
  const { wish: { partition, election, acceptable }, assignment: { replicas } } = ballot
  const clean = (replica: number): boolean => valid(ballot, replica)
  const first = election === 'preferred' ? [replicas[0]!, partition.leader] : [partition.leader]
  const chosen = [...first, ...replicas].find(clean)
  if (chosen !== undefined) return { leader: chosen, unclean: false }
  const lastKnown = lastKnownLeader(ballot)
  if (lastKnown !== null) return { leader: lastKnown, unclean: true }
  const anyone = election === 'unclean' ? replicas.find(acceptable) : undefined
  return anyone === undefined ? { leader: NO_LEADER, unclean: false } : { leader: anyone, unclean: true }
}

/** With neither ISR nor ELR, the leader that was there last is as good as it gets, once it is back. */
function lastKnownLeader({ wish, isr, elr }: Ballot): number | null {
  const { partition: { lastKnownElr }, elrEnabled, acceptable } = wish
  if (!elrEnabled || isr.length > 0 || elr.length > 0 || lastKnownElr.length !== 1) return null
  return acceptable(lastKnownElr[0]!) ? lastKnownElr[0]! : null
}

/** Someone elected from outside the ISR becomes all of it. */
function isrAfter({ wish, isr, elr }: Ballot, { leader, unclean }: Elected, changed: boolean): readonly number[] {
  if (changed && (unclean || (leader !== NO_LEADER && elr.includes(leader)))) return [leader]
  return isr.length > 0 || wish.elrEnabled ? isr : wish.partition.isr
}

/** lastKnownElr holds the last leader while there is none, and is emptied when one is back; null: no change. */
function lastKnownAfter({ partition, elrEnabled }: Wish, isr: readonly number[], newLeader: number | null): readonly number[] | null {
  if (!elrEnabled) return null
  const emptied = isr.length === 0 && partition.isr.length > 0
  if (emptied && !same(partition.lastKnownElr, [partition.leader])) return [partition.leader]
  const leads = newLeader === null ? partition.leader !== NO_LEADER : newLeader !== NO_LEADER
  return leads && partition.lastKnownElr.length > 0 ? [] : null
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((value, index) => value === b[index])
