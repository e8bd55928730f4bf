import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes that something still holds, of the heap and beside it. */
export function heldBytes(): number {
  // bytes beside the heap are let go at the collection after the one that finds nobody holds them
  for (let n = 0; n < 2; n++) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/**
 * How many things a state holds, by the way to them: `.machines[].endpoints` is the sum over all machines. What lies in a map is `.*`; bytes
 * are no things.
 */
export function heldThings(state: unknown, way = '', counts = new Map<string, number>()): Map<string, number> {
  if (state === null || typeof state !== 'object' || ArrayBuffer.isView(state)) return counts
  const inside = insides(state)
  if (!inside) for (const [name, part] of Object.entries(state)) heldThings(part, `${way}.${name}`, counts)
  else if (inside.parts.length > 0) {
    counts.set(way, (counts.get(way) ?? 0) + inside.parts.length)
    for (const part of inside.parts) heldThings(part, way + inside.mark, counts)
  }
  return counts
}

function insides(state: object): { parts: readonly unknown[]; mark: string } | null {
  if (state instanceof Map) return { parts: [...state.values()], mark: '.*' }
  if (state instanceof Set) return { parts: [...state], mark: '.*' }
  return Array.isArray(state) ? { parts: state, mark: '[]' } : null
}
