import type { RealClock } from './clock.ts'

/** Real time in a test's hands. Between two tasks every promise that can settle has settled. */
export class FakeClock implements RealClock {
  #now = 0
  #tasks: { at: number; then: () => void }[] = []

  now(): number { return this.#now }
  wall(): number { return 1_800_000_000_000 + this.#now }

  after(ms: number, then: () => void): () => void {
    const task = { at: this.#now + Math.max(0, ms), then }
    this.#tasks.push(task)
    return () => { this.#tasks = this.#tasks.filter(each => each !== task) }
  }

  /** Computing takes time too. */
  spend(ms: number): void { this.#now += ms }

  async run(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#tasks = this.#tasks.filter(each => each !== next)
      this.#now = Math.max(this.#now, next.at)
      next.then()
      await settle()
    }
    this.#now = Math.max(this.#now, until)
  }

  #next(until: number) {
    return this.#tasks.filter(each => each.at <= until).sort((a, b) => a.at - b.at)[0]
  }
}

export const settle = (): Promise<void> => new Promise(done => { setImmediate(done) })
