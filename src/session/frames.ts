/*
 * What a page's frames are to it: the moments after which something can be seen.
 */

/** A page that nobody sees has no frames: it goes on without. */
const NO_FRAME_MS = 250

/** Once the next frame is painted; `tookMs`: how long the browser was at it. What comes back calls it off. */
export function afterFrame(then: (tookMs: number) => void): () => void {
  let timer = setTimeout(() => {
    cancelAnimationFrame(frame)
    then(0)
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

/**
 * Resolves when what was just handed to the page is on the screen, and the page has rested for as long as that took: an input finds it at
 * work half of the time at most, however slow the machine.
 */
export async function breath(): Promise<void> {
  const start = performance.now()
  await new Promise(done => { setTimeout(done) })
  const made = performance.now() - start, painted = await new Promise<number>(afterFrame)
  await new Promise(done => { setTimeout(done, Math.min(made + painted, LONGEST_MS)) })
}
