import { JoinGroup } from '../protocol/apis/11-join-group.ts'
import { Heartbeat } from '../protocol/apis/12-heartbeat.ts'
import { SyncGroup } from '../protocol/apis/14-sync-group.ts'
import type { Response } from '../protocol/schema.ts'
import { utf8Encode } from '../protocol/utf8.ts'
import { BrokerKit } from './broker-kit.ts'

/* The words in which tests of a classic group's coordinator tell their stories. */

/** Enough of a cluster for one coordinator: the one partition of `__consumer_offsets` is here alone, so what is written is committed. */
export function coordinator(properties: Record<string, string> = {}): BrokerKit {
  const kit = new BrokerKit({ brokers: [1], properties })
  return kit.topics({ __consumer_offsets: { partitions: [{ replicas: [1] }] }, orders: { partitions: [{ replicas: [1] }, { replicas: [1] }] } })
}

export interface JoinOptions {
  version?: number; instance?: string; protocols?: string[]; session?: number; rebalance?: number; client?: string; metadata?: string
}
/** Sends JoinGroup; gives what came at once, or the number to ask for. */
export const send = (kit: BrokerKit, memberId: string, options: JoinOptions = {}) => {
  const { version = 9, instance, protocols = ['range'], session = 10_000, rebalance = 60_000, client = 'shop', metadata = 'v1' } = options
  return kit.ask(JoinGroup, version, {
    groupId: 'billing', memberId, sessionTimeoutMs: session, rebalanceTimeoutMs: rebalance, protocolType: 'consumer',
    protocols: protocols.map(name => ({ name, metadata: utf8Encode(metadata) })), ...(instance !== undefined && { groupInstanceId: instance }),
  }, client)
}
export type Joined = Response<typeof JoinGroup>

/** Joins as a Java consumer does: gets an id, comes back with it. Gives id and the number of the request that waits. */
export function join(kit: BrokerKit, options: JoinOptions = {}): { id: string; waiting: unknown } {
  const first = send(kit, '', options) as Joined
  return { id: first.memberId, waiting: send(kit, first.memberId, options) }
}
export const joined = (kit: BrokerKit, waiting: unknown): Joined | undefined =>
  typeof waiting === 'object' ? waiting as Joined : kit.answered(JoinGroup, waiting)

export const sync = (kit: BrokerKit, memberId: string, generationId: number, assignments: Record<string, string> = {}, instance?: string) =>
  kit.ask(SyncGroup, 5, {
    groupId: 'billing', memberId, generationId, protocolType: 'consumer', protocolName: 'range',
    assignments: Object.entries(assignments).map(([member, text]) => ({ memberId: member, assignment: utf8Encode(text) })),
    ...(instance !== undefined && { groupInstanceId: instance }),
  })
export const synced = (kit: BrokerKit, answer: unknown) =>
  (typeof answer === 'object' ? answer : kit.answered(SyncGroup, answer)) as Response<typeof SyncGroup> | undefined
export const beat = (kit: BrokerKit, memberId: string, generationId: number, instance?: string) => {
  const answer = kit.ask(Heartbeat, 4, { groupId: 'billing', memberId, generationId, ...(instance !== undefined && { groupInstanceId: instance }) })
  return (answer as Response<typeof Heartbeat>).errorCode
}
export const state = (kit: BrokerKit) => kit.part.view().groups['billing']?.state
export const states = (kit: BrokerKit) => kit.told.filter(each => each.is === 'group.state').map(
  each => `${each.state} ${each.generation} (${each.members})`,
)

/** A stable group of two; the first leads. */
export function pair(kit = coordinator()): { kit: BrokerKit; a: string; b: string } {
  const a = join(kit), b = join(kit)
  kit.pass(6000)
  sync(kit, a.id, 1, { [a.id]: 'orders-0', [b.id]: 'orders-1' })
  sync(kit, b.id, 1)
  return { kit, a: a.id, b: b.id }
}
