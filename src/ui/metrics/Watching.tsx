import { useEffect, useRef } from 'react'
import { useDesk, useDo } from '../hooks.ts'
import { useSettled } from '../inspect/use-settled.ts'
import type { TimeMark } from '../time/marks.ts'
import { saidOf, USUAL, Vigils, type Alert } from './thresholds.ts'
import { Watched, wayOf } from './watched.ts'

/** Draws nothing: while the world goes on it looks once a second whether a threshold was crossed, and marks that on the time bar. */
export const Watching = () => {
  const { look, crossed } = useDo()
  const thresholds = useDesk(state => state.settings.thresholds) ?? USUAL
  const head = useSettled(useDesk(state => state.time.head))
  const world = useDesk(state => `${state.world.name} ${state.world.seed}`), tracks = useDesk(state => state.forks.tracks)
  const watched = useRef(new Watched()), vigils = useRef(new Vigils()), asked = useRef({ world, what: '' })
  useEffect(() => {
    const metrics = thresholds.map(({ metric }) => metric), what = `${world} ${tracks.open} ${metrics.join()}`
    if (asked.current.world !== world) watched.current.forget()
    watched.current.go(wayOf(tracks))
    const { last } = watched.current, goesOn = asked.current.what === what && last <= head
    asked.current = { world, what }
    look({ is: 'samples', after: goesOn ? last : -1, of: metrics })
      // an answer that took longer than a second is as good, unless something else is asked by now
      .then(more => { if (asked.current.what === what) crossed(vigils.current.over(watched.current.take(more), thresholds).crossings.map(markOf)) }, () => {})
  }, [look, crossed, thresholds, head, world, tracks])
  return null
}

const markOf = ({ threshold, breaches, since }: Alert): TimeMark => {
  const what = saidOf(threshold), on = breaches.map(each => each.on || each.value).join(', ')
  return { id: `t${since} ${what}`, at: since, kind: 'crossed', label: 'mark.crossed', values: { what, on }, n: 1, selects: null }
}
