import { useEffect, useState } from 'react'
import type { WireFrame } from '../../session/look.ts'
import { useDo } from '../hooks.ts'

const EVERY_MS = 500
const KEPT = 4_000

/** The frames that left since the pane was opened, and the last ones before; `held`: no more come in. */
export function useFrames(held: boolean): { frames: readonly WireFrame[]; failed: boolean; clear(): void } {
  const { look } = useDo()
  const [frames, setFrames] = useState<readonly WireFrame[]>([])
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (held) return
    let after = -1, wanted = true
    const ask = async (): Promise<void> => {
      const { last, frames: more } = await look({ is: 'frames', after })
      if (!wanted) return
      // another life of the world counts its frames anew
      const begins = after < 0 || last < after
      after = last < after ? -1 : last
      setFailed(false)
      if (begins || more.length > 0) setFrames(before => [...begins ? [] : before, ...more].slice(-KEPT))
    }
    const asking = (): void => void ask().catch(() => { if (wanted) setFailed(true) })
    asking()
    const timer = setInterval(asking, EVERY_MS)
    return () => {
      wanted = false
      clearInterval(timer)
    }
  }, [look, held])
  return { frames, failed, clear: () => setFrames([]) }
}
