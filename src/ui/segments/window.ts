import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'

interface InSight {
  readonly ref: RefObject<HTMLDivElement | null>
  readonly first: number
  readonly last: number
  readonly onScroll: () => void
  reveal(row: number): void
}

const SPARE = 4
/** A step of an arrow moves a little; what is further off than this many rows comes with what follows it. */
const FAR = 3

/** Of `count` rows of one height, those in sight (`last` exclusive) and a few more. */
export const useInSight = (count: number, height: number): InSight => {
  const ref = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 400 })
  const onScroll = useCallback(() => {
    if (ref.current) setSeen({ top: ref.current.scrollTop, height: ref.current.clientHeight })
  }, [])
  useLayoutEffect(() => {
    const observer = new ResizeObserver(onScroll)
    if (ref.current) observer.observe(ref.current)
    return () => observer.disconnect()
  }, [onScroll])
  const reveal = useCallback((row: number) => {
    const box = ref.current
    if (!box) return
    const top = row * height, above = box.scrollTop - top, below = top + height - box.scrollTop - box.clientHeight
    if (Math.max(above, below) > FAR * height) box.scrollTop = top - box.clientHeight / 3
    else if (above > 0) box.scrollTop = top
    else if (below > 0) box.scrollTop += below
  }, [height])
  const first = Math.max(0, Math.floor(seen.top / height) - SPARE)
  return { ref, first, last: Math.min(count, Math.ceil((seen.top + seen.height) / height) + SPARE), onScroll, reveal }
}
