import type { SpawnedHost } from '../host/client.ts'
import type { HostDoor } from '../host/door.ts'

/** The worker this page uses: started when it is first needed, and anew after one has died. */
export class HostSlot {
  readonly #spawn: () => SpawnedHost
  readonly #crashed: (message: string) => void
  #now: SpawnedHost | null = null

  constructor(spawn: () => SpawnedHost, crashed: (message: string) => void) {
    this.#spawn = spawn
    this.#crashed = crashed
  }

  get door(): HostDoor { return this.#there().door }
  /** Undefined: they are in the page's store. */
  get files(): SpawnedHost['files'] { return this.#there().files }

  /** Lets go of the open world. A worker that is dead has nothing to say to that. */
  async close(): Promise<void> {
    await this.#now?.door.close().catch(() => {})
  }

  #there(): SpawnedHost { return this.#now ??= this.#start() }

  #start(): SpawnedHost {
    const host = this.#spawn()
    void host.crashed.then(message => {
      if (this.#now !== host) return
      this.#now = null
      host.terminate()
      this.#crashed(message)
    })
    return host
  }
}
