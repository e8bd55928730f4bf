interface Question<A> {
  ask(): Promise<A>
  tell(answer: A): void
  failed?(): void
}

/** Asks at once, and again so long after each answer; what comes after the end, which this gives, is told nobody. */
export function askEvery<A>(millis: number, { ask, tell, failed = () => {} }: Question<A>): () => void {
  let isWanted = true, next: ReturnType<typeof setTimeout> | undefined
  const heard = (what: () => void): void => {
    if (!isWanted) return
    what()
    next = setTimeout(go, millis)
  }
  const go = (): void => void ask().then(answer => heard(() => tell(answer)), () => heard(failed))
  go()
  return () => {
    isWanted = false
    clearTimeout(next)
  }
}
