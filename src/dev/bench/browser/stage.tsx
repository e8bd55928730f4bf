import '../../../ui/styles.ts'
import { createRoot } from 'react-dom/client'
import { deskFixture } from '../../../testing/desk-fixture.ts'
import { troubled } from '../../../testing/view-fixture.ts'
import { DeskContext, useWorld } from '../../../ui/hooks.ts'
import { catalogues } from '../../../ui/i18n/index.ts'
import { FrameCanvas } from '../../../ui/stage/FrameCanvas.tsx'
import type { PlacedFrame } from '../../../ui/stage/geometry-frames.ts'
import type { Hue } from '../../../ui/stage/model-rows.ts'
import { Stage } from '../../../ui/stage/Stage.tsx'
import { times, type Row } from '../figure.ts'

const MARKS = 5_000
const FRAMES = 240
/** World time a frame of the screen. */
const STEP = 160

/**
 * The page's own stage over a cluster of nine partitions, and over it the page's own canvas with 5,000 marks, none of them bundled; both
 * are drawn anew for every frame of the screen.
 */
export async function stage(): Promise<Row[]> {
  await catalogues.load('en')
  const desk = deskFixture({ view: troubled, history: { samples: [], traffic: [] } })
  const root = createRoot(document.body.appendChild(box()))
  const draw = (index: number) => {
    desk.store.setState({ view: { ...troubled, now: troubled.now + index * STEP } })
    root.render(<DeskContext value={desk}><OnStage /><FrameCanvas placed={flying(index)} width={WIDTH} height={HEIGHT} /></DeskContext>)
  }
  await frames(30, draw)
  const taken = await frames(FRAMES, draw)
  root.unmount()
  const sorted = taken.toSorted((a, b) => a - b)
  return [{ figure: `stage with ${MARKS} moving marks, engine running: frame, p95`, value: sorted[Math.floor(0.95 * sorted.length)]!, unit: 'ms', aim: 17, minimum: 20, better: 'less' }]
}

const OnStage = () => {
  const view = useWorld()
  return view && <Stage view={view} />
}

const [WIDTH, HEIGHT] = [1_280, 760]
const box = (): HTMLElement => Object.assign(document.createElement('div'), { style: 'width: 1280px; height: 760px; display: grid; position: relative' })

/** How long each frame of the screen took, in ms. */
const frames = (count: number, each: (index: number) => void): Promise<number[]> => new Promise(resolve => {
  const taken: number[] = []
  let last = performance.now()
  const next = (now: number) => {
    taken.push(now - last)
    last = now
    if (taken.length > count) return resolve(taken.slice(1))
    each(taken.length)
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
})

/** Marks on 38 lanes, each on its way to one side. */
const flying = (index: number): PlacedFrame[] => times(MARKS, i => {
  const frame = troubled.frames[i % troubled.frames.length]!
  const dir = i % 2 === 0 ? 1 : -1
  const x = (i * 37 + (dir > 0 ? index : FRAMES - index) * 3) % WIDTH
  const look = LOOKS[i % LOOKS.length]!
  return { frame, capsules: [{ frame, x, y: 14 + i % 38 * 19, dir, hue: (i % 4 + 1) as Hue, look, label: String(i) }] }
})
const LOOKS = ['request', 'answer', 'empty'] as const
