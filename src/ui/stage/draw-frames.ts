import { capsuleWidth, type Capsule, type PlacedFrame } from './geometry-frames.ts'

/** The colours a canvas cannot take from CSS by itself. */
export interface Palette { ground: string; raised: string; ink2: string; lost: string; accent: string; topics: readonly string[] }

export const paletteOf = (element: Element): Palette => {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    ground: read('--ground'), raised: read('--raised'), ink2: read('--ink-2'), lost: read('--lost'), accent: read('--accent'),
    topics: [1, 2, 3, 4].map(n => read(`--topic-${n}`)),
  }
}

const colour = (c: Capsule, palette: Palette): string =>
  c.look === 'error' ? palette.lost : c.hue === null ? palette.ink2 : palette.topics[c.hue - 1]!

/** A pointed body from `l` to `r`; without a direction it is a plain box. */
const body = (c: Capsule): Path2D => {
  const w = capsuleWidth(c)
  const h = c.look === 'bare' || c.look === 'empty' ? 8 : 13
  const [l, r, t] = [c.x - w / 2, c.x + w / 2, c.y - h / 2]
  const nose = Math.min(6, h / 2)
  const path = new Path2D()
  if (c.dir < 0) {
    path.moveTo(r, t); path.lineTo(l + nose - 2, t); path.lineTo(l - 2, c.y); path.lineTo(l + nose - 2, t + h); path.lineTo(r, t + h)
  } else if (c.dir > 0) {
    path.moveTo(l, t); path.lineTo(r - nose + 2, t); path.lineTo(r + 2, c.y); path.lineTo(r - nose + 2, t + h); path.lineTo(l, t + h)
  } else {
    path.rect(l, t, w, h)
  }
  path.closePath()
  return path
}

const drawCapsule = (context: CanvasRenderingContext2D, c: Capsule, palette: Palette, chosen: boolean) => {
  const hue = colour(c, palette)
  const hollow = c.look !== 'request'
  const path = body(c)
  context.lineWidth = 1.3
  context.strokeStyle = chosen ? palette.accent : hue
  context.fillStyle = hollow ? palette.raised : hue
  context.fill(path)
  context.stroke(path)
  if (!c.label) return
  context.fillStyle = hollow ? hue : palette.ground
  context.fillText(c.label, c.x - c.dir, c.y + 3.6)
}

/** A frame that carries several partitions is held together by a stem. Stems first, so that they run under the capsules. */
const drawStem = (context: CanvasRenderingContext2D, { capsules }: PlacedFrame, palette: Palette) => {
  const [first, last] = [capsules[0]!, capsules.at(-1)!]
  if (first === last) return
  context.globalAlpha = 0.5
  context.lineWidth = 1
  context.strokeStyle = colour(first, palette)
  context.beginPath()
  context.moveTo(first.x, first.y)
  context.lineTo(last.x, last.y)
  context.stroke()
  context.globalAlpha = 1
}

type Chosen = (placed: PlacedFrame) => boolean

/** With more marks than this on it, a stage shows that they move and where, not what each says. */
const DASHES = 400

/** One pass a colour, no path and no text: thousands of marks in a few milliseconds. */
const drawDashes = (context: CanvasRenderingContext2D, placed: readonly PlacedFrame[], palette: Palette, chosen: Chosen) => {
  const by = new Map<string, Capsule[]>()
  for (const frame of placed) {
    const lit = chosen(frame)
    for (const capsule of frame.capsules) {
      const paint = lit ? palette.accent : colour(capsule, palette)
      const same = by.get(paint)
      if (same) same.push(capsule)
      else by.set(paint, [capsule])
    }
  }
  for (const [paint, capsules] of by) {
    context.fillStyle = paint
    for (const { x, y, look } of capsules) context.fillRect(x - 3, y - (look === 'request' ? 2 : 1), 6, look === 'request' ? 4 : 2)
  }
}

export const drawFrames = (context: CanvasRenderingContext2D, placed: readonly PlacedFrame[], palette: Palette, chosen: Chosen) => {
  if (placed.length > DASHES) return drawDashes(context, placed, palette, chosen)
  context.font = '500 10px "IBM Plex Mono", monospace'
  context.textAlign = 'center'
  for (const frame of placed) drawStem(context, frame, palette)
  for (const frame of placed) for (const capsule of frame.capsules) drawCapsule(context, capsule, palette, chosen(frame))
}
