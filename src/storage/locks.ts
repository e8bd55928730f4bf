/*
 * One tab writes a world. The lock tells a second tab at once; the store's writer number is what makes it safe, should both
 * believe to hold it for a moment.
 */

export interface Held {
  release(): void
  /** Resolves when another tab took the world over; stop writing. Never, after `release`. */
  readonly stolen: Promise<void>
}

/** As much of `navigator.locks` as we use. */
export type Locks = Pick<LockManager, 'request'>

const nameOf = (world: string): string => `kafka-terrarium/world/${world}`

/**
 * Takes a world's lock, or gives null when another tab holds it. `steal` takes it from there. A browser without locks
 * (`locks` undefined) always gives it: the writer number alone guards then.
 */
export function holdWorld(world: string, locks: Locks | undefined, steal = false): Promise<Held | null> {
  if (!locks) return Promise.resolve({ release: () => {}, stolen: new Promise(() => {}) })
  return new Promise((resolve, reject) => {
    let release = () => {}
    let isHeld = false, isReleased = false
    let lose = () => {}
    const stolen = new Promise<void>(done => { lose = done })
    const request = locks.request(nameOf(world), steal ? { steal } : { ifAvailable: true }, lock => {
      if (!lock) return resolve(null)
      isHeld = true
      return new Promise<void>(done => {
        release = () => { isReleased = true; done() }
        resolve({ release: () => release(), stolen })
      })
    })
    // The request of a lock that was stolen rejects (AbortError), and only then.
    Promise.resolve(request).catch((error: unknown) => {
      if (!isHeld) reject(error)
      else if (!isReleased) lose()
    })
  })
}
