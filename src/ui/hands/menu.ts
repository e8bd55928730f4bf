import { useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'

/** Where a menu stands, in px of the window. */
export interface MenuPlace { x: number; y: number }

const LONG_PRESS_MS = 500
const SLACK = 8

/** A menu on whatever is under the pointer, has the focus, or is pressed by a resting finger. */
export const useMenu = () => {
  const [place, setPlace] = useState<MenuPlace | null>(null)
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; at: MenuPlace } | null>(null)
  const lift = () => { clearTimeout(press.current?.timer); press.current = null }
  return {
    place,
    close: () => setPlace(null),
    handlers: {
      onContextMenu(event: MouseEvent) {
        event.preventDefault()
        pick(event.target as Element, event.clientX, event.clientY)
        setPlace({ x: event.clientX, y: event.clientY })
      },
      onKeyDown(event: KeyboardEvent) {
        if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
        event.preventDefault()
        event.stopPropagation()
        const at = event.target as HTMLElement
        const [box, stage] = [at.getBoundingClientRect(), event.currentTarget.getBoundingClientRect()]
        if (at.matches('[data-cell]')) pick(at, box.left, box.top)
        setPlace({ x: clamp(box.left + 8, stage.left + 16, stage.right - 60), y: clamp(box.bottom, stage.top + 16, stage.bottom - 60) })
      },
      onPointerDown(event: PointerEvent) {
        if (event.pointerType !== 'touch') return
        const [target, at] = [event.target as Element, { x: event.clientX, y: event.clientY }]
        press.current = { at, timer: setTimeout(() => { pick(target, at.x, at.y); setPlace(at) }, LONG_PRESS_MS) }
      },
      onPointerMove(event: PointerEvent) {
        const from = press.current?.at
        if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLACK) lift()
      },
      onPointerUp: lift,
      onPointerCancel: lift,
    },
  }
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** Selects the smallest thing that stands there, as a click with Alt does. */
export const pick = (target: Element, clientX: number, clientY: number): void => {
  target.dispatchEvent(new globalThis.MouseEvent('click', { bubbles: true, altKey: true, clientX, clientY }))
}
