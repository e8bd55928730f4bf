import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'

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

export interface Drawing<Paint> {
  width: number
  height: number
  /** The colours it needs; read once a theme. */
  paintOf(element: Element): Paint
  draw(context: CanvasRenderingContext2D, paint: Paint): void
}

/** A canvas that draws what it is given whenever that is another, and nothing by itself. `of`: what the drawing is made from. */
export const useDrawing = <Paint>({ width, height, paintOf, draw }: Drawing<Paint>, of: readonly unknown[]): RefObject<HTMLCanvasElement | null> => {
  const ref = useRef<HTMLCanvasElement>(null)
  const theme = useWornTheme()
  const worn = useRef<{ theme: string | undefined; paint: Paint } | null>(null)
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    if (worn.current?.theme !== theme || !worn.current) worn.current = { theme, paint: paintOf(canvas) }
    const scale = devicePixelRatio || 1
    fitTo(canvas, Math.round(width * scale), Math.round(height * scale))
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, width, height)
    draw(context, worn.current.paint)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the drawing is a pure function of what it is made from
  }, [...of, width, height, theme])
  return ref
}

/** Setting a canvas's size clears it and costs a buffer: only when it changed. */
const fitTo = (canvas: HTMLCanvasElement, width: number, height: number) => {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}
