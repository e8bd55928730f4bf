import type { Random } from '../env/random.ts'
import { Errors } from '../protocol/errors.ts'

/*
 * Where new replicas go (StripedReplicaPlacer): leaders in turn over racks and brokers, followers over the racks after the
 * leader's, fenced brokers only as followers and last. Where the first one starts is left to chance.
 */

/** Why there is no such placement: Kafka's error code and words. */
export interface Impossible { readonly code: number; readonly message: string }

export interface UsableBroker { readonly id: number; readonly rack: string | null; readonly fenced: boolean }

/** Brokers of one rack and kind, handed out in turn; each epoch begins one further on. */
interface Ring { brokers: number[]; index: number; offset: number; epoch: number }
interface Rack { readonly fenced: Ring; readonly unfenced: Ring }
interface Racks {
  readonly names: (string | null)[]
  readonly byName: ReadonlyMap<string | null, Rack>
  readonly unfenced: number
  epoch: number
  offset: number
}

/** The replicas of `partitions` new partitions, leader first; or why they cannot be placed. */
export function placeReplicas(
  brokers: readonly UsableBroker[], partitions: number, replicationFactor: number, random: Random,
): number[][] | Impossible {
  const problem = impossible(brokers, replicationFactor)
  if (problem) return { code: Errors.INVALID_REPLICATION_FACTOR, message: problem }
  const racks = racksOf(brokers, random)
  return Array.from({ length: partitions }, () => placeOne(racks, replicationFactor, random))
}

function impossible(brokers: readonly UsableBroker[], replicationFactor: number): string | null {
  if (replicationFactor <= 0) return `Invalid replication factor ${replicationFactor}: the replication factor must be positive.`
  if (!brokers.some(broker => !broker.fenced)) return 'All brokers are currently fenced.'
  if (replicationFactor <= brokers.length) return null
  return `The target replication factor of ${replicationFactor} cannot be reached because only ${brokers.length} broker(s) are registered ` +
    'or some brokers have all their log directories cordoned.'
}

function racksOf(brokers: readonly UsableBroker[], random: Random): Racks {
  const byName = new Map<string | null, Rack>()
  for (const { id, rack, fenced } of brokers) {
    if (!byName.has(rack)) byName.set(rack, { fenced: ring(), unfenced: ring() })
    byName.get(rack)![fenced ? 'fenced' : 'unfenced'].brokers.push(id)
  }
  for (const { fenced, unfenced } of byName.values()) for (const each of [fenced, unfenced]) startRing(each, random)
  const names = [...byName.keys()].sort(byRackName)
  return { names, byName, unfenced: brokers.filter(broker => !broker.fenced).length, epoch: 0, offset: random.below(names.length) }
}

const ring = (): Ring => ({ brokers: [], index: 0, offset: 0, epoch: 0 })
/** No rack comes before any. */
const byRackName = (a: string | null, b: string | null): number => a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1

function startRing(ring: Ring, random: Random): void {
  ring.brokers.sort((a, b) => a - b)
  if (ring.brokers.length > 0) ring.offset = random.below(ring.brokers.length)
}

/** The next broker of the ring in this epoch, or -1 when all had their turn. */
function next(ring: Ring, epoch: number): number {
  if (ring.brokers.length === 0) return -1
  if (ring.epoch !== epoch) Object.assign(ring, { epoch, index: 0, offset: (ring.offset + 1) % ring.brokers.length })
  if (ring.index >= ring.brokers.length) return -1
  return ring.brokers[(ring.index++ + ring.offset) % ring.brokers.length]!
}
const nextOfRack = (rack: Rack, epoch: number): number => {
  const unfenced = next(rack.unfenced, epoch)
  return unfenced >= 0 ? unfenced : next(rack.fenced, epoch)
}

function placeOne(racks: Racks, replicationFactor: number, random: Random): number[] {
  startOver(racks, random)
  const { names, byName, epoch, offset } = racks
  const rackAt = (index: number): Rack => byName.get(names[index % names.length]!)!
  let leaderRack = offset
  let leader = next(rackAt(leaderRack).unfenced, epoch)
  while (leader < 0) leader = next(rackAt(++leaderRack).unfenced, epoch)
  leaderRack %= names.length
  const replicas = [leader]
  for (let at = offset, skipLeaderRack = true; replicas.length < replicationFactor; at = (at + 1) % names.length) {
    if (skipLeaderRack && at === leaderRack) { skipLeaderRack = false; continue }
    const replica = nextOfRack(rackAt(at), epoch)
    if (replica >= 0) replicas.push(replica)
  }
  racks.epoch++
  racks.offset++
  return replicas
}

/** When each unfenced broker has led once, racks and brokers are shuffled, so that the same assignments do not come again. */
function startOver(racks: Racks, random: Random): void {
  if (racks.epoch === racks.unfenced && racks.unfenced > 1) {
    shuffle(racks.names, random)
    for (const { fenced, unfenced } of racks.byName.values()) for (const each of [fenced, unfenced]) shuffle(each.brokers, random)
    racks.epoch = 0
  }
  if (racks.offset === racks.names.length) racks.offset = 0
}

function shuffle<T>(list: T[], random: Random): void {
  for (let i = list.length; i > 1; i--) {
    const j = random.below(i)
    const last = list[i - 1]!
    list[i - 1] = list[j]!
    list[j] = last
  }
}
