/** The real clock, as far as a host needs one. A test brings its own. */
export interface RealClock {
  /** Milliseconds, monotonic. */
  now(): number
  /** Milliseconds since 1970. */
  wall(): number
  /** Calls `then` in a later task, in `ms` or when the browser pleases. */
  after(ms: number, then: () => void): () => void
}

/** A turn of a message port: browsers hold nested timers of 0 ms back for 4 ms. */
function soon(then: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  let isWanted = true
  port1.onmessage = () => {
    port1.close()
    if (isWanted) then()
  }
  port2.postMessage(0)
  return () => { isWanted = false }
}

export const systemClock: RealClock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(ms, then) {
    if (ms <= 0) return soon(then)
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}
