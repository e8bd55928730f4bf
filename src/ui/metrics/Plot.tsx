import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Micros } from '../../world/view.ts'
import type { Line } from './charts.ts'

const HEIGHT = 118
/** Lines differ by hue and by dash, for who sees no hue. */
const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3]]
const HUES = 4

interface Props { times: readonly Micros[]; lines: readonly Line[]; /** Thresholds, drawn where they are in sight. */ limits: readonly number[]; label: string; /** The values of a moment, in words. */ said(index: number): string; format(value: number): string; onPick(at: Micros): void; theme: string }

/** Lines over world time; a click picks its moment, as do the arrow keys and Enter. */
export const Plot = ({ times, lines, limits, label, said, format, onPick, theme }: Props) => {
  const box = useRef<HTMLDivElement>(null), plot = useRef<uPlot | null>(null), pick = useRef(onPick)
  useEffect(() => { pick.current = onPick }, [onPick])
  const drawn = useRef(limits)
  const names = lines.map(line => line.label).join()
  useEffect(() => {
    const at = box.current!
    const made = new uPlot(optionsOf(at, names === '' ? [] : names.split(','), format, drawn), [[]], at)
    made.over.addEventListener('click', () => {
      const { idx } = made.cursor
      if (idx !== null && idx !== undefined) pick.current(made.data[0][idx]! * 1_000_000)
    })
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: at.clientWidth, height: HEIGHT }))
    observer.observe(at)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [names, format, theme])
  useEffect(() => {
    plot.current?.setData([times.map(time => time / 1_000_000), ...lines.map(line => [...line.values])] as uPlot.AlignedData)
    drawn.current = limits
    plot.current?.redraw(false)
  }, [times, lines, limits, theme])
  const last = times.length - 1
  const [stands, setStands] = useState<number | null>(null)
  const index = Math.min(stands ?? last, last)
  const onKeyDown = (event: KeyboardEvent) => {
    const to = placeAfter(event.key, index, last)
    if (event.key === 'Enter') onPick(times[index]!)
    if (to === null) return
    event.preventDefault()
    setStands(to)
    const made = plot.current
    made?.setCursor({ left: made.valToPos(times[to]! / 1_000_000, 'x'), top: HEIGHT / 2 })
  }
  return (
    <div
      className="plot" ref={box} role="slider" tabIndex={0} onKeyDown={onKeyDown}
      aria-label={label} aria-valuemin={0} aria-valuemax={last} aria-valuenow={index} aria-valuetext={said(index)}
    />
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity }
/** Null: the key is none that moves. */
const placeAfter = (key: string, index: number, last: number): number | null => key in STEPS ? Math.min(last, Math.max(0, index + STEPS[key]!)) : null

function optionsOf(at: HTMLElement, names: readonly string[], format: (value: number) => string, limits: { readonly current: readonly number[] }): uPlot.Options {
  const style = getComputedStyle(at), colour = (name: string): string => style.getPropertyValue(name).trim()
  const axis = { stroke: colour('--ink-3'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: `11px ${colour('--mono')}` }
  return {
    width: at.clientWidth, height: HEIGHT, legend: { show: false }, cursor: { sync: { key: 'metrics' }, points: { size: 5 } },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, most > 0 ? most * 1.1 : 1] } },
    axes: [
      { ...axis, size: 20, values: (_, ticks) => ticks.map(seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`) },
      { ...axis, size: 52, values: (_, ticks) => once(ticks.map(format)) },
    ],
    hooks: { draw: [plot => drawLimits(plot, limits.current, colour('--lost'))] },
    series: [{}, ...names.map((label, i) => ({ label, stroke: colour(`--topic-${i % HUES + 1}`), width: 1.5, points: { show: false }, dash: DASHES[Math.floor(i / HUES) % DASHES.length]! }))],
  }
}

function drawLimits({ ctx, bbox, scales, valToPos }: uPlot, limits: readonly number[], stroke: string): void {
  ctx.save()
  ctx.strokeStyle = stroke
  ctx.lineWidth = devicePixelRatio
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio])
  for (const limit of limits.filter(each => each > 0 && each <= (scales['y']?.max ?? 0))) {
    const y = Math.round(valToPos(limit, 'y', true))
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
  }
  ctx.restore()
}

/** A figure that is written as the one below it is no other to who reads it. */
const once = (figures: readonly string[]): string[] => figures.map((figure, i) => figure === figures[i - 1] ? '' : figure)
