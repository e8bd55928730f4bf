import type { KeyboardEvent, PointerEvent } from 'react'

interface Props { label: string; value: number; min: number; max: number; axis: 'x' | 'y'; sign: 1 | -1; onChange(value: number): void }

/** The edge between two panes: drag it, or move it with the arrow keys. */
export const Splitter = ({ label, value, min, max, axis, sign, onChange }: Props) => {
  const clamp = (n: number) => Math.round(Math.min(max, Math.max(min, n)))
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const place = (at: { clientX: number; clientY: number }) => axis === 'x' ? at.clientX : at.clientY
    const from = place(event)
    const ended = new AbortController()
    const edge: HTMLElement = event.currentTarget
    edge.setPointerCapture(event.pointerId)
    edge.addEventListener('pointermove', move => onChange(clamp(value + sign * (place(move) - from))), ended)
    edge.addEventListener('pointerup', () => ended.abort(), ended)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -16, ArrowUp: -16, ArrowRight: 16, ArrowDown: 16 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onChange(clamp(value + sign * by))
  }
  return (
    <div
      className={`splitter ${axis}`} role="separator" tabIndex={0} aria-label={label} aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={value} aria-valuemin={min} aria-valuemax={max} onPointerDown={onPointerDown} onKeyDown={onKeyDown}
    />
  )
}
