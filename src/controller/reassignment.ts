import type { PartitionRegistration } from '../metadata/image.ts'

/*
 * Moving a partition to other brokers (KIP-455, PartitionReassignmentReplicas). It goes in three steps: all replicas, the new and
 * the leaving, are given to the partition; the ISR comes to hold the new ones; the leaving ones are taken away. Where nobody is
 * new, or the new are in sync already, it is done at once.
 */

/** Who has a partition: `replicas` are all of them, those on their way in and out too. */
export interface Assignment {
  readonly replicas: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
}
export interface Placed { readonly assignment: Assignment; readonly isr: readonly number[] }

export const assignmentOf = ({ replicas, addingReplicas, removingReplicas }: PartitionRegistration): Assignment =>
  ({ replicas, adding: addingReplicas, removing: removingReplicas })

export const isReassigning = ({ addingReplicas, removingReplicas }: PartitionRegistration): boolean =>
  addingReplicas.length > 0 || removingReplicas.length > 0

const settled = (replicas: readonly number[]): Assignment => ({ replicas, adding: [], removing: [] })
const without = (all: readonly number[], some: readonly number[]): number[] => all.filter(replica => !some.includes(replica))
const ascending = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b)

/**
 * The first step toward `target`, also from the midst of another. Whoever is wanted again stays, where Kafka's controller, when the
 * new target takes nobody away, still removes whom the old one did.
 */
export function toward({ replicas, addingReplicas }: PartitionRegistration, target: readonly number[]): Assignment {
  const removing = ascending(without(replicas, target)), adding = ascending(without(target, replicas))
  return { replicas: [...target, ...removing], removing, adding: adding.length > 0 ? adding : addingReplicas.filter(id => target.includes(id)) }
}

/**
 * Back to what it was before. When only new replicas are in sync, the first of the old ones becomes all of the ISR: that may lose
 * records (PartitionReassignmentRevert).
 */
export function reverted({ replicas, isr, addingReplicas }: PartitionRegistration): Placed & { readonly unclean: boolean } {
  const old = without(replicas, addingReplicas), inSync = without(isr, addingReplicas)
  return { assignment: settled(old), isr: inSync.length > 0 ? inSync : old.slice(0, 1), unclean: inSync.length === 0 }
}

/** The last step, when everyone who is to stay is in sync; null while somebody is not, or nothing is on the move. */
export function completed({ replicas, adding, removing }: Assignment, isr: readonly number[]): Placed | null {
  if (adding.length + removing.length === 0) return null
  const staying = without(replicas, removing), inSync = without(isr, removing)
  if (staying.length === 0 || !staying.every(replica => inSync.includes(replica))) return null
  return { assignment: settled(staying), isr: inSync }
}

/** How many replicas a partition has when what is under way is done. */
export const replicationFactor = ({ replicas, removingReplicas }: PartitionRegistration): number => without(replicas, removingReplicas).length
