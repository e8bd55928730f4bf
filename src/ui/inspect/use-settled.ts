import { useEffect, useRef, useState } from 'react'

const AGAIN_AFTER_MS = 1_000

/** Whoever reads everything anew each time does so at a megabyte a second: how long to rest after so many bytes. */
export const restAfter = (bytes: number): number => Math.max(AGAIN_AFTER_MS, bytes / 1_000)

/** Follows a value that may change with every frame, at most once a second, or as much less often as it says. */
export function useSettled<T>(value: T, restMs = AGAIN_AFTER_MS): T {
  const [settled, setSettled] = useState(value)
  const latest = useRef(value)
  useEffect(() => { latest.current = value }, [value])
  const isBehind = settled !== value
  useEffect(() => {
    if (!isBehind) return
    const timer = setTimeout(() => setSettled(latest.current), restMs)
    return () => clearTimeout(timer)
  }, [isBehind, restMs])
  return settled
}
