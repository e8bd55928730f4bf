/** `String.hashCode()` of Java, over UTF-16 units; a signed int32. */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

/** Which partition of `__consumer_offsets` (or `__transaction_state`) keeps an id: `Utils.abs(hashCode) % partitions`. */
export const coordinatorPartition = (id: string, partitions: number): number => {
  const hash = javaHashCode(id)
  return (hash === -0x8000_0000 ? 0 : Math.abs(hash)) % partitions
}
