import { useEffect, useRef, useState } from 'react'
import type { Sample } from '../../session/look.ts'
import type { Micros } from '../../world/view.ts'
import { askEvery } from '../asking.ts'
import { useDesk, useDo } from '../hooks.ts'
import { Watched, wayOf } from './watched.ts'

const EVERY_MS = 1_000

/** What was sampled of some metrics on the way that is open, and on the one it left up to there. */
export function useSamples(metrics: readonly string[]): { samples: readonly Sample[]; failed: boolean } {
  const { look } = useDo()
  const world = useDesk(state => `${state.world.name} ${state.world.seed}`), tracks = useDesk(state => state.forks.tracks)
  const [samples, setSamples] = useState<readonly Sample[]>([])
  const [failed, setFailed] = useState(false)
  const watched = useRef(new Watched()), of = useRef(world)
  useEffect(() => {
    if (of.current !== world) watched.current.forget()
    of.current = world
    watched.current.go(wayOf(tracks))
    let after = -1
    return askEvery(EVERY_MS, {
      ask: () => look({ is: 'samples', after, of: metrics }),
      tell: more => {
        setFailed(false)
        after = more.at(-1)?.at ?? after
        setSamples(watched.current.take(more))
      },
      failed: () => setFailed(true),
    })
  }, [look, world, tracks, metrics])
  return { samples, failed }
}

/** All that was measured at that moment, the last that was sampled. */
export function useLastSample(at: Micros | undefined): Sample | undefined {
  const { look } = useDo()
  const [sample, setSample] = useState<Sample>()
  useEffect(() => {
    let wanted = at !== undefined
    if (at !== undefined) look({ is: 'samples', after: at - 1 }).then(samples => { if (wanted) setSample(samples.at(-1)) }, () => {})
    return () => { wanted = false }
  }, [look, at])
  return sample
}
