import { useEffect, useMemo, useRef, useState } from 'react'
import { useWorld } from '../hooks.ts'
import type { RunResults } from './beside.ts'
import { resultsOf } from './results.ts'
import { useSay } from './words.ts'

const NONE: RunResults = { run: '', results: [] }
/** A number that changes more often cannot be read. */
const CALM_MS = 250

/** What the lines of a script's last run caused, at a rate one can read. */
export function useResults(process: string): RunResults {
  const view = useWorld(), say = useSay()
  const running = view?.processes[process], script = running?.view?.kind === 'script' ? running.view : null
  const text = useCalm(JSON.stringify(script ? { run: `${process} ${running!.startedAt}`, results: resultsOf(script.lines, view!.ledger.lost, say) } : NONE))
  return useMemo(() => JSON.parse(text) as RunResults, [text])
}

/** The latest value, but no sooner than some time after the one before. */
function useCalm(value: string): string {
  const [calm, setCalm] = useState(value)
  const latest = useRef(value)
  useEffect(() => { latest.current = value }, [value])
  useEffect(() => {
    const timer = setInterval(() => setCalm(latest.current), CALM_MS)
    return () => clearInterval(timer)
  }, [])
  return calm
}
