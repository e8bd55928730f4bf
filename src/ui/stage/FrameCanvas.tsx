import { useDrawing } from './canvas.ts'
import { drawFrames, paletteOf } from './draw-frames.ts'
import type { PlacedFrame } from './geometry-frames.ts'

interface Props { placed: readonly PlacedFrame[]; width: number; height: number; chosen?: (placed: PlacedFrame) => boolean }

/** A transparent sheet over the stage for what is on a wire now. */
export const FrameCanvas = ({ placed, width, height, chosen = none }: Props) => {
  const ref = useDrawing({ width, height, paintOf: paletteOf, draw: (context, palette) => drawFrames(context, placed, palette, chosen) }, [placed, chosen])
  return <canvas ref={ref} className="frames" style={{ width, height }} aria-hidden="true" />
}
const none = () => false
