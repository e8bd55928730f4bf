/** Kafka's 32-bit murmur2 (Utils.murmur2), a signed int32. */
export function murmur2(key: Uint8Array): number {
  const M = 0x5bd1_e995
  const tail = key.length & ~3
  let hash = 0x9747_b28c ^ key.length
  for (let i = 0; i < tail; i += 4) {
    let k = Math.imul(key[i]! | (key[i + 1]! << 8) | (key[i + 2]! << 16) | (key[i + 3]! << 24), M)
    k = Math.imul(k ^ (k >>> 24), M)
    hash = Math.imul(hash, M) ^ k
  }
  const left = key.length - tail
  if (left > 2) hash ^= key[tail + 2]! << 16
  if (left > 1) hash ^= key[tail + 1]! << 8
  if (left > 0) hash = Math.imul(hash ^ key[tail]!, M)
  hash = Math.imul(hash ^ (hash >>> 13), M)
  return hash ^ (hash >>> 15)
}

/** Where the default partitioner puts a key (BuiltInPartitioner.partitionForKey). */
export const partitionForKey = (key: Uint8Array, partitions: number): number => (murmur2(key) & 0x7fff_ffff) % partitions
