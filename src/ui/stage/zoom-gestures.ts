import { useEffect, type RefObject } from 'react'
import { zoomIn, zoomOut } from '../commands/zoom.ts'
import { useDeskStore, useDo } from '../hooks.ts'

/** Wheel travel, in px, and spread of two fingers that make one level. */
const TRAVEL = 80
const SPREAD = 1.35

/** Ctrl and the wheel, which is also what a trackpad's pinch says, and two fingers on a screen, go one level nearer or further. */
export const useZoomGestures = (ref: RefObject<HTMLElement | null>): void => {
  const store = useDeskStore()
  const door = useDo()
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const step = (nearer: boolean) => {
      const [command, context] = [nearer ? zoomIn : zoomOut, { state: store.getState(), do: door }]
      if (command.when(context)) command.run(context)
    }
    const [wheel, fingers] = [wheelSteps(step), fingerSteps(step)]
    element.addEventListener('wheel', wheel, { passive: false })
    element.addEventListener('touchstart', fingers, { passive: true })
    element.addEventListener('touchmove', fingers, { passive: false })
    return () => {
      element.removeEventListener('wheel', wheel)
      element.removeEventListener('touchstart', fingers)
      element.removeEventListener('touchmove', fingers)
    }
  }, [ref, store, door])
}

type Step = (nearer: boolean) => void

const wheelSteps = (step: Step) => {
  let travelled = 0
  return (event: WheelEvent) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    travelled += event.deltaY
    if (Math.abs(travelled) < TRAVEL) return
    step(travelled < 0)
    travelled = 0
  }
}

const fingerSteps = (step: Step) => {
  let from = 0
  return (event: TouchEvent) => {
    const [a, b] = event.touches
    if (!a || !b) return
    const apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
    if (event.type === 'touchstart') { from = apart; return }
    event.preventDefault()
    if (apart < from * SPREAD && apart > from / SPREAD) return
    step(apart > from)
    from = apart
  }
}
