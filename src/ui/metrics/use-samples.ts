import { useEffect, useState } from 'react'
import type { Sample } from '../../session/look.ts'
import type { Micros } from '../../world/view.ts'
import { useDesk, useDo } from '../hooks.ts'

const EVERY_MS = 1_000
const KEPT = 900
/** The engine may be so far ahead of what the page shows; what is further ahead was sampled on another way. */
const AHEAD: Micros = 10_000_000

/** What was sampled up to the moment that is shown. A world that begins anew, or goes another way, is asked from its beginning. */
export function useSamples(): { samples: readonly Sample[]; failed: boolean } {
  const { look } = useDo()
  const head = useDesk(state => state.time.head), seed = useDesk(state => state.world.seed)
  const [samples, setSamples] = useState<readonly Sample[]>([])
  const [failed, setFailed] = useState(false)
  const goesBack = samples.length > 0 && head < samples.at(-1)!.at - AHEAD
  if (goesBack) setSamples([])
  useEffect(() => {
    let wanted = true, after = -1
    const ask = async (): Promise<void> => {
      const more = await look({ is: 'samples', after })
      if (!wanted) return
      setFailed(false)
      if (more.length === 0) return
      const begins = after < 0
      after = more.at(-1)!.at
      setSamples(before => [...begins ? [] : before, ...more].slice(-KEPT))
    }
    const asking = (): void => void ask().catch(() => { if (wanted) setFailed(true) })
    asking()
    const timer = setInterval(asking, EVERY_MS)
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [look, seed, goesBack])
  return { samples, failed }
}
