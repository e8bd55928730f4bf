import type { Load } from '../env/process.ts'
import type { Micros } from '../env/units.ts'
import { serviceMicros, type Profile } from './profiles.ts'

/** When each slot of a pool is free again; pools by name. Slots that were never busy are not in the list. */
export type Pools = Map<string, Micros[]>

/**
 * First come, first served: the work takes the slot that is free first and is handled at the end of its service.
 */
export function serve(pools: Pools, profile: Profile, name: string, load: Load, now: Micros): { readonly begun: Micros; readonly done: Micros } {
  const pool = profile.pools[name] ?? profile.otherPool
  const service = serviceMicros(pool, load)
  let slots = pools.get(name)
  if (!slots) {
    if (service === 0) return { begun: now, done: now }
    pools.set(name, slots = [])
  }
  const slot = firstFree(slots, pool.slots, now), begun = Math.max(now, slots[slot] ?? 0)
  return { begun, done: slots[slot] = Math.ceil(begun + service) }
}

function firstFree(slots: readonly Micros[], count: number, now: Micros): number {
  let best = 0
  for (let i = 0; i < slots.length; i++) {
    if (slots[i]! <= now) return i
    if (slots[i]! < slots[best]!) best = i
  }
  return slots.length < count ? slots.length : best
}

/** Per pool that is busy, when work queued now would be begun. */
export function busyUntil(pools: Pools, now: Micros): Record<string, Micros> {
  const busy: Record<string, Micros> = {}
  for (const [name, slots] of pools) {
    const last = slots.reduce((most, at) => Math.max(most, at), 0)
    if (last > now) busy[name] = last
  }
  return busy
}
