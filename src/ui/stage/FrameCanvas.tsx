import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { drawFrames, paletteOf } from './draw-frames.ts'
import type { PlacedFrame } from './geometry-frames.ts'

/** The theme the document wears, once it wears it: a canvas takes its colours from computed styles. */
const useWornTheme = (): string | undefined => {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme)
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(document.documentElement.dataset.theme))
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return theme
}

interface Props { placed: readonly PlacedFrame[]; width: number; height: number; chosen?: (placed: PlacedFrame) => boolean }

/** A transparent sheet over the stage for what is on a wire now. It draws what it is given and nothing by itself. */
export const FrameCanvas = ({ placed, width, height, chosen = () => false }: Props) => {
  const ref = useRef<HTMLCanvasElement>(null)
  const theme = useWornTheme()
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const scale = devicePixelRatio || 1
    fitTo(canvas, Math.round(width * scale), Math.round(height * scale))
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, width, height)
    drawFrames(context, placed, paletteOf(canvas), chosen)
  }, [placed, width, height, chosen, theme])
  return <canvas ref={ref} className="frames" style={{ width, height }} aria-hidden="true" />
}

/** Setting a canvas's size clears it and costs a buffer: only when it changed. */
const fitTo = (canvas: HTMLCanvasElement, width: number, height: number) => {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}
