import { useRef, useState, type PointerEvent } from 'react'

/** Px the pointer goes before a press is a drag. */
const SLACK = 6

export interface Drag<Deed> { from: Point; to: Point; deed: Deed | null }
interface Point { x: number; y: number }
export interface Hands<Grip, Deed> {
  grab(x: number, y: number): Grip | null
  over(grip: Grip, x: number, y: number): Deed | null
  drop(deed: Deed): void
}

/** Taking hold of a mark and letting go over another. A finger scrolls instead; it has the menu. */
export const useDrag = <Grip, Deed>(hands: Hands<Grip, Deed> | null) => {
  const [drag, setDrag] = useState<Drag<Deed> | null>(null)
  const held = useRef<{ grip: Grip; from: Point } | null>(null)
  const dragged = useRef(false)
  const end = () => {
    held.current = null
    setDrag(null)
  }
  return {
    drag,
    /** Whether a click is the end of a drag, and means nothing more. Once. */
    wasDragged: () => dragged.current && !(dragged.current = false),
    handlers: hands && {
      onPointerDown(event: PointerEvent) {
        dragged.current = false
        if (event.button !== 0 || event.pointerType === 'touch') return
        const from = within(event)
        const grip = hands.grab(from.x, from.y)
        held.current = grip && { grip, from }
      },
      onPointerMove(event: PointerEvent) {
        if (!held.current) return
        const [to, { grip, from }] = [within(event), held.current]
        if (!drag && Math.hypot(to.x - from.x, to.y - from.y) < SLACK) return
        if (!drag) event.currentTarget.setPointerCapture(event.pointerId)
        setDrag({ from, to, deed: hands.over(grip, to.x, to.y) })
      },
      onPointerUp() {
        dragged.current = drag !== null
        if (drag?.deed) hands.drop(drag.deed)
        end()
      },
      onPointerCancel: end,
    },
  }
}

const within = (event: PointerEvent): Point => {
  const box = event.currentTarget.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}
