import { useEffect, useMemo, useRef, useState } from 'react'
import { useDesk, useWords } from '../hooks.ts'

/** Says politely what the time bar marks, once, as it happens. */
export const Announcer = () => {
  const t = useWords()
  const told = useDesk(state => state.marks), crossed = useDesk(state => state.crossed)
  const marks = useMemo(() => [...told, ...crossed], [told, crossed])
  const seen = useRef(new Set<string>())
  const [said, say] = useState('')
  useEffect(() => {
    const fresh = marks.filter(mark => !seen.current.has(mark.id))
    for (const mark of fresh) seen.current.add(mark.id)
    const newest = fresh.at(-1)
    if (newest && fresh.length < marks.length) say(t(newest.label, newest.values))
  }, [marks, t])
  return <p className="unseen" role="status" aria-live="polite">{said}</p>
}
