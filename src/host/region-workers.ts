import * as Comlink from 'comlink'
import type { Post } from '../world/letters.ts'
import type { Elsewhere } from './placement.ts'
import { postThrough, type RegionDoor } from './region-door.ts'

/** The name of a worker that runs a region; it tells the script, which is the same for all workers, what it is. */
const REGION = 'broker'
export const isRegionWorker = (name: string): boolean => name.startsWith(REGION)

/** Workers beside the data centre's, one for each region; they end with it. */
export class RegionWorkers implements Elsewhere {
  #workers: RegionWorker[] = []

  post(index: number): Post { return (this.#workers[index] ??= new RegionWorker(index)).post }
  async ping(): Promise<void> { await Promise.all(this.#workers.map(worker => worker.ping())) }

  close(): void {
    for (const worker of this.#workers) worker.end()
    this.#workers = []
  }
}

class RegionWorker {
  readonly #worker: Worker
  readonly #door: Comlink.Remote<RegionDoor>
  readonly #post: Post
  /** Why it will not answer any more. */
  #error: Error | null = null
  #failed: (error: Error) => void = () => {}

  constructor(index: number) {
    this.#worker = new Worker(self.location.href, { type: 'module', name: `${REGION} ${index + 1}` })
    this.#worker.addEventListener('error', event => this.#fail(new Error(event.message || 'a worker could not start')))
    this.#door = Comlink.wrap<RegionDoor>(this.#worker)
    this.#post = postThrough(this.#door)
  }

  /** One letter is under way at a time. */
  readonly post: Post = (letter, answered, failed) => {
    this.#failed = failed
    if (this.#error) failed(this.#error)
    else this.#post(letter, answered, failed)
  }

  #fail(error: Error): void {
    this.#error = error
    this.#failed(error)
  }

  /** Of one that failed, the world knows. */
  async ping(): Promise<void> { if (!this.#error) await this.#door.ping() }
  end(): void { this.#worker.terminate() }
}
