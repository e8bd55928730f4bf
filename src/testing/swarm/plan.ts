import type { Random } from '../../env/random.ts'
import { randomOver, streamOf } from '../../world/random.ts'
import { FAULTS, FAULT_NAMES, between, oneOf, type Deed, type FaultName } from './faults.ts'

export interface PlannedTopic { readonly name: string; readonly partitions: number }

/** All that a seed decides of a world, as data. */
export interface Plan {
  readonly seed: number
  readonly topics: readonly PlannedTopic[]
  readonly minIsr: number
  /** Members of the group; 0: nobody reads before the end. */
  readonly consumers: number
  readonly recordsPerSecond: number
  /** Whether each topic has a second producer, which is content with the leader's word (acks=1). */
  readonly hasty: boolean
  readonly faults: readonly FaultName[]
  /** Ascending; times since the traffic began. */
  readonly deeds: readonly Deed[]
  readonly trafficMs: number
}

/**
 * Swarm testing (Groce and others, ISSTA 2012): each world leaves some kinds of faults out, for what hides one bug is often another
 * fault that is too common. `among`: the kinds it may choose from.
 */
export function planOf(seed: number, among: readonly FaultName[] = FAULT_NAMES): Plan {
  const random = randomOver(streamOf(seed, 'swarm'))
  const trafficMs = between(random, 3_000, 10_000)
  const topics = ['orders', 'payments'].slice(0, between(random, 1, 2)).map(name => ({ name, partitions: between(random, 1, 3) }))
  const minIsr = between(random, 1, 2)
  const consumers = random.below(3) === 0 ? 2 : 0
  const recordsPerSecond = oneOf(random, [20, 50, 100])
  const hasty = random.below(3) > 0
  const faults = someOf(random, among)
  const deeds = Array.from({ length: between(random, 1, 6) }, () => deedsOf(random, faults, trafficMs)).flat()
  return { seed, topics, minIsr, consumers, recordsPerSecond, hasty, faults, deeds: deeds.sort((a, b) => a.atMs - b.atMs), trafficMs }
}

function someOf(random: Random, among: readonly FaultName[]): FaultName[] {
  const chosen = among.filter(() => random.below(2) === 0)
  return chosen.length > 0 ? chosen : [oneOf(random, among)]
}

/** Often whole within the traffic; or cut short: what would come after the traffic is left out, for all is healed then. */
function deedsOf(random: Random, faults: readonly FaultName[], trafficMs: number): Deed[] {
  const deeds = FAULTS[oneOf(random, faults)](random), lastsMs = Math.max(...deeds.map(({ atMs }) => atMs))
  const beganMs = random.below(Math.max(1, random.below(2) === 0 ? trafficMs : trafficMs - lastsMs))
  return deeds.map(({ atMs, action }) => ({ atMs: beganMs + atMs, action })).filter(({ atMs }) => atMs < trafficMs)
}
