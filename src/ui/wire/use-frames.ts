import { useEffect, useState } from 'react'
import type { WireFrame } from '../../session/look.ts'
import { askEvery } from '../asking.ts'
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
    let after = -1
    return askEvery(EVERY_MS, {
      ask: () => look({ is: 'frames', after }),
      tell: ({ last, frames: more }) => {
        // another life of the world counts its frames anew
        const begins = after < 0 || last < after
        after = last < after ? -1 : last
        setFailed(false)
        if (begins || more.length > 0) setFrames(before => [...begins ? [] : before, ...more].slice(-KEPT))
      },
      failed: () => setFailed(true),
    })
  }, [look, held])
  return { frames, failed, clear: () => setFrames([]) }
}
