/** Whole numbers up to here have a bucket of their own; above, each doubling is cut in eight: no value is off by more than a sixteenth. */
const EXACT = 16
const PARTS = 8

/** The bucket of a whole number in [0, 2^31). */
export function bucketOf(value: number): number {
  if (value < EXACT) return value
  const power = 31 - Math.clz32(value)
  return EXACT + (power - 4) * PARTS + ((value >> (power - 3)) & (PARTS - 1))
}

/** The middle of a bucket. */
export function valueOf(bucket: number): number {
  if (bucket < EXACT) return bucket
  const power = 4 + Math.floor((bucket - EXACT) / PARTS), part = (bucket - EXACT) % PARTS
  const width = 1 << (power - 3)
  return (PARTS + part) * width + (width - 1) / 2
}
