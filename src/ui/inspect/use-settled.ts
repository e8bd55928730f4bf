import { useEffect, useRef, useState } from 'react'

const AGAIN_AFTER_MS = 1_000

/** Follows a value that may change with every frame, at most once a second. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  const latest = useRef(value)
  useEffect(() => { latest.current = value }, [value])
  const isBehind = settled !== value
  useEffect(() => {
    if (!isBehind) return
    const timer = setTimeout(() => setSettled(latest.current), AGAIN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isBehind])
  return settled
}
