import type { Random } from '../../env/random.ts'
import type { Action } from '../../world/action.ts'
import { randomOver, streamOf } from '../../world/random.ts'
import { FAULTS, FAULT_NAMES, between, oneOf, type FaultName } from './faults.ts'

export interface PlannedTopic { readonly name: string; readonly partitions: number }
export interface Deed { readonly atMs: number; readonly action: Action }

/** All that a seed decides of a world, as data. */
export interface Plan {
  readonly seed: number
  readonly topics: readonly PlannedTopic[]
  readonly minIsr: number
  /** Members of the group; 0: nobody reads before the end. */
  readonly consumers: number
  readonly recordsPerSecond: number
  readonly faults: readonly FaultName[]
  /** Ascending; times since the traffic began. */
  readonly deeds: readonly Deed[]
  readonly trafficMs: number
}

/**
 * Swarm testing (Groce and others, ISSTA 2012): each world leaves some kinds of faults out, for what hides one bug is often another
 * fault that is too common.
 */
export function planOf(seed: number): Plan {
  const random = randomOver(streamOf(seed, 'swarm'))
  const trafficMs = between(random, 3_000, 8_000)
  const topics = ['orders', 'payments'].slice(0, between(random, 1, 2)).map(name => ({ name, partitions: between(random, 1, 2) }))
  const minIsr = between(random, 1, 2)
  const consumers = random.below(3) === 0 ? 2 : 0
  const recordsPerSecond = oneOf(random, [20, 50, 100])
  const faults = someOf(random)
  const deeds = Array.from({ length: between(random, 1, 5) }, () => deedsOf(random, faults, trafficMs)).flat()
  return { seed, topics, minIsr, consumers, recordsPerSecond, faults, deeds: deeds.sort((a, b) => a.atMs - b.atMs), trafficMs }
}

function someOf(random: Random): FaultName[] {
  const chosen = FAULT_NAMES.filter(() => random.below(2) === 0)
  return chosen.length > 0 ? chosen : [oneOf(random, FAULT_NAMES)]
}

/** Some faults are taken back while records flow, the others when all is healed. */
function deedsOf(random: Random, faults: readonly FaultName[], trafficMs: number): Deed[] {
  const { harm, cure } = FAULTS[oneOf(random, faults)](random)
  const atMs = random.below(trafficMs), untilMs = atMs + between(random, 1, 4_000)
  const cures = untilMs < trafficMs ? cure.map(action => ({ atMs: untilMs, action })) : []
  return [{ atMs, action: harm }, ...cures]
}

/** Brokers' machines that go dark in it. */
export const darkened = ({ deeds }: Plan): number =>
  new Set(deeds.map(({ action }) => action.do === 'machine.powerOff' && action.machine).filter(Boolean)).size
