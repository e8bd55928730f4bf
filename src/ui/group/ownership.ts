import type { Action } from '../../world/action.ts'
import type { Micros, PartitionId, Told } from '../../world/view.ts'

/** From when to when somebody, or nobody, read a partition for the group. */
export interface Stretch { readonly owner: string | null; readonly from: Micros; readonly to: Micros }
export interface StateStretch { readonly state: string; readonly generation: number; readonly why: string; readonly from: Micros; readonly to: Micros }

export interface Ownership {
  readonly states: readonly StateStretch[]
  readonly rows: readonly { readonly partition: PartitionId; readonly stretches: readonly Stretch[] }[]
  /** In order of their first appearance. */
  readonly owners: readonly string[]
}

type Deed = { readonly at: Micros; readonly action: Action }
type Change = { readonly at: Micros; readonly partition: PartitionId; readonly owner: string | null; readonly only: string | null }

/** Who read what, as members themselves tell it. One that is killed, or whose machine goes dark, cannot tell: it ends with the deed. */
export function ownershipOf(group: string, told: readonly Told[], deeds: readonly Deed[], until: Micros): Ownership {
  const changes = [...told.flatMap(event => changesOf(group, event)), ...ends(told, deeds)].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
  const rows = new Map<PartitionId, Stretch[]>()
  for (const change of changes) note(rows, change)
  const ordered = [...rows].filter(([, stretches]) => stretches.some(({ owner }) => owner !== null)).sort(([a], [b]) => a < b ? -1 : 1)
  return {
    states: statesOf(group, told, until),
    rows: ordered.map(([partition, stretches]) => ({ partition, stretches: stretches.map(each => each.to === Infinity ? { ...each, to: until } : each) })),
    owners: [...new Set(changes.flatMap(({ owner }) => owner ?? []))],
  }
}

function changesOf(group: string, event: Told): Change[] {
  if (event.is === 'consumer.owns' && event.group === group)
    return event.partitions.map(partition => ({ at: event.at, partition, ...event.why === 'assigned' ? { owner: event.process, only: null } : { owner: null, only: event.process } }))
  return []
}

/** A deed that ends processes without a word takes what they owned from them. */
function ends(told: readonly Told[], deeds: readonly Deed[]): Change[] {
  const owned = new Map<string, Set<PartitionId>>(), machines = new Map<string, string>()
  for (const event of told) if (event.is === 'consumer.owns') {
    machines.set(event.process, event.machine)
    owned.set(event.process, new Set([...owned.get(event.process) ?? [], ...event.partitions]))
  }
  return deeds.flatMap(({ at, action }) => [...owned].filter(([process]) => isEndOf(action, process, machines.get(process)!))
    .flatMap(([process, partitions]) => [...partitions].map((partition): Change => ({ at, partition, owner: null, only: process }))))
}

const isEndOf = (action: Action, process: string, machine: string): boolean =>
  (action.do === 'process.kill' && action.process === process) || (action.do === 'script.stop' && action.script === process)
  || (action.do === 'machine.powerOff' && action.machine === machine)

/** `only`: it counts while that one is the owner; another may have it already. */
function note(rows: Map<PartitionId, Stretch[]>, { at, partition, owner, only }: Change): void {
  const stretches = rows.get(partition) ?? [], last = stretches.at(-1)
  rows.set(partition, stretches)
  if (last ? last.owner === owner || (only !== null && last.owner !== only) : owner === null) return
  if (last) stretches[stretches.length - 1] = { ...last, to: at }
  stretches.push({ owner, from: at, to: Infinity })
}

function statesOf(group: string, told: readonly Told[], until: Micros): StateStretch[] {
  const events = told.filter((event): event is Extract<Told, { is: 'group.state' }> => event.is === 'group.state' && event.group === group && event.at <= until)
  return events.map(({ state, generation, why, at }, i) => ({ state, generation, why, from: at, to: events[i + 1]?.at ?? until }))
}

/** What stood still within a window: how many partitions, for how long at most, and in all, in partition-microseconds. */
export function stopsIn({ rows }: Ownership, from: Micros): { partitions: number; longest: Micros; total: Micros } {
  const gaps = rows.map(({ stretches }) => gapsOf(stretches, from))
  return { partitions: gaps.filter(each => each.length > 0).length, longest: Math.max(0, ...gaps.flat()), total: gaps.flat().reduce((sum, each) => sum + each, 0) }
}
export const gapsOf = (stretches: readonly Stretch[], from: Micros): Micros[] =>
  stretches.filter(({ owner, to }) => owner === null && to > from).map(each => each.to - Math.max(from, each.from))
