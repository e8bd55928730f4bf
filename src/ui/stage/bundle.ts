import type { Capsule, PlacedFrame } from './geometry-frames.ts'

/** More than this on one stage nobody follows one by one. */
const CROWD = 80
/** Frames this near to each other on one lane, in px, that go the same way and look the same, are one mark. */
const NEAR = 26

/** A crowd of frames, bundled: each bundle is one mark with their number, at the place of the first. What is not a crowd stays as it is. */
export const bundled = (placed: readonly PlacedFrame[]): readonly PlacedFrame[] => {
  let marks = 0
  for (const { capsules } of placed) marks += capsules.length
  if (marks <= CROWD) return placed
  const bundles = new Map<string, { frame: PlacedFrame['frame']; capsules: [Capsule & { count: number }] }>()
  for (const { frame, capsules } of placed) {
    for (const capsule of capsules) {
      const key = `${Math.round(capsule.y)} ${Math.floor(capsule.x / NEAR)} ${capsule.dir} ${capsule.look} ${capsule.hue}`
      const bundle = bundles.get(key)
      if (bundle) bundle.capsules[0].count++
      else bundles.set(key, { frame, capsules: [{ ...capsule, count: 1 }] })
    }
  }
  return [...bundles.values()].map(({ frame, capsules: [first] }) => ({ frame, capsules: [first.count > 1 ? { ...first, label: `×${first.count}` } : first] }))
}
