import type { PartitionId } from '../../../env/domain-event.ts'
import type { Told } from '../../view.ts'

/** Something that must always hold, folded from what processes tell. Its state is plain data. */
export interface Rule<S = unknown> {
  readonly name: string
  /** The events it wants to be shown. */
  readonly hears: readonly Told['is'][]
  start(): S
  /** Takes in one event; gives what is wrong, if something is. */
  fold(state: S, told: Told): string | null
}

/** The state is known to the rule alone; whoever keeps many rules keeps many unknowns. */
export const rule = <S>(definition: Rule<S>): Rule => definition as Rule

/** What an event is about, if that is a partition. */
export const partitionOf = (told: Told): PartitionId | undefined => (told as { readonly partition?: PartitionId }).partition

/** The value of a key, made when it is not there. */
export function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) map.set(key, value = make())
  return value
}

/** Drops what is known of a topic's partitions. */
export function forgetTopic(partitions: Map<string, unknown>, topic: string): void {
  for (const id of [...partitions.keys()]) if (id.slice(0, id.lastIndexOf('-')) === topic) partitions.delete(id)
}

/** Why a leader may lack records without Kafka being at fault. */
export interface Excuses {
  /** It was elected from outside the ISR and the ELR. */
  byElection: boolean
  /** Brokers whose disks lost, in a power cut, what they had not flushed. */
  readonly disks: Set<number>
}
export const noExcuses = (): Excuses => ({ byElection: false, disks: new Set() })

/** Asked as a broker begins to lead; an excuse holds once. */
export function isExcused(excuses: Excuses, broker: number): boolean {
  const isExcused = excuses.disks.delete(broker) || excuses.byElection
  excuses.byElection = false
  return isExcused
}

/** Elections in which records may be lost by design (KIP-966: neither in the ISR nor in the ELR). */
export const mayLose = (from: string): boolean => from === 'unclean' || from === 'last-known'
