import { useEffect, useState } from 'react'
import type { Step } from '../../session/look.ts'
import type { PartitionId } from '../../world/view.ts'
import { useDesk, useDo } from '../hooks.ts'

/** World time between two looks, and the real time that is between them at least. */
const EVERY_MS = 300

/** The steps of a record so far, up to the moment that is shown. Asked for again only when the world has moved. */
export const useTrail = (partition: PartitionId, offset: number): readonly Step[] => {
  const { look } = useDo()
  const now = useDesk(state => state.time.now)
  const turn = Math.floor(useDesk(state => state.time.head) / (EVERY_MS * 1_000))
  const [kept, setKept] = useState<readonly Step[]>([])
  useEffect(() => setKept([]), [partition, offset])
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(() => {
      void look({ is: 'trail', partition, offset }).then(steps => { if (wanted) setKept(before => merged(before, steps)) }, () => {})
    }, kept.length === 0 ? 0 : EVERY_MS)
    return () => { wanted = false; clearTimeout(timer) }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is kept decides only how soon
  }, [look, partition, offset, turn])
  return kept.filter(step => step.at <= now)
}

const keyOf = ({ what, at, who, broker, group }: Step): string => `${what} ${at} ${who} ${broker ?? group ?? ''}`

/** What the host has forgotten since is still known here. */
export const merged = (before: readonly Step[], steps: readonly Step[]): readonly Step[] => {
  const known = new Set(steps.map(keyOf))
  const forgotten = before.filter(step => !known.has(keyOf(step)))
  return forgotten.length === 0 && steps.length === before.length ? before : [...forgotten, ...steps].toSorted((a, b) => a.at - b.at)
}
