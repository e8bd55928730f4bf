/*
 * What a page's frames are to it: the moments after which something can be seen.
 */

/** A page that nobody sees has no frames: it goes on without. */
const NO_FRAME_MS = 250

/** Once the next frame is painted; `tookMs`: how long the browser was at it, null where no frame came. What comes back calls it off. */
export function afterFrame(then: (tookMs: number | null) => void): () => void {
  let timer = setTimeout(() => {
    cancelAnimationFrame(frame)
    then(null)
  }, NO_FRAME_MS)
  const frame = requestAnimationFrame(() => {
    const start = performance.now()
    clearTimeout(timer)
    timer = setTimeout(() => then(performance.now() - start))
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/**
 * Once the next frame is on the screen, and not only handed to those who paint it: they work beside the page, and what comes at once would
 * take their time. A frame after it is asked for only when they are done. What comes back calls it off.
 */
export function afterShown(then: () => void): () => void {
  let callOff = afterFrame(() => { callOff = afterFrame(then) })
  return () => callOff()
}

const LONGEST_MS = 200
/** Another frame comes so soon where nobody is late. */
const NEXT_MS = 17

/**
 * Resolves when what was just handed to the page is on the screen, and the page has rested for as long as that took, those included who
 * paint beside it: an input finds them at work half of the time at most, however slow the machine.
 */
export async function breath(): Promise<void> {
  const start = performance.now()
  await new Promise(done => { setTimeout(done) })
  const made = performance.now() - start, painted = await new Promise<number | null>(afterFrame)
  if (painted === null) return
  const given = performance.now()
  await new Promise(afterFrame)
  const waited = performance.now() - given, late = Math.max(0, waited - NEXT_MS)
  const rest = Math.min(made + painted + late, LONGEST_MS) - (waited - late)
  if (rest > 0) await new Promise(done => { setTimeout(done, rest) })
}
