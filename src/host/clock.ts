/** The real clock, as far as a host needs one. A test brings its own. */
export interface RealClock {
  /** Milliseconds, monotonic. */
  now(): number
  /** Milliseconds since 1970. */
  wall(): number
  /** Calls `then` in a later task, in `ms` or when the browser pleases. */
  after(ms: number, then: () => void): () => void
}

type Soon = (then: () => void) => () => void

/**
 * Turns of a message port: browsers hold nested timers of 0 ms back for 4 ms. One port for all of them, for what a port holds only a
 * collection of the whole heap gives back.
 */
function portTurns(): Soon {
  const waiting = new Map<number, () => void>(), { port1, port2 } = new MessageChannel()
  let next = 0
  port1.onmessage = ({ data }: MessageEvent<number>) => {
    const then = waiting.get(data)
    waiting.delete(data)
    then?.()
  }
  return then => {
    const turn = next++
    waiting.set(turn, then)
    port2.postMessage(turn)
    return () => { waiting.delete(turn) }
  }
}

/** Node hears all that a port has in one turn, so that nothing else got through. */
const nodes = globalThis as { setImmediate?(then: () => void): unknown; clearImmediate?(turn: unknown): void }
const immediateTurns: Soon = then => {
  const turn = nodes.setImmediate!(then)
  return () => { nodes.clearImmediate!(turn) }
}

const soon = nodes.setImmediate ? immediateTurns : portTurns()

export const systemClock: RealClock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(ms, then) {
    if (ms <= 0) return soon(then)
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}
