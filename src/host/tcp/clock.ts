import type { RealClock } from '../clock.ts'

/** Node's clock: what is due at once comes after the sockets were looked at, with no timer in between. */
export const nodeClock: RealClock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(ms, then) {
    if (ms > 0) {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    }
    const soon = setImmediate(then)
    return () => clearImmediate(soon)
  },
}
