import type { Action } from '../world/action.ts'
import type { LoggedAction } from '../world/world.ts'
import { ATTACHED_PATH, ATTACHED_PROTOCOL, isLive, NOT_LIVE, type AttachedAsk, type AttachedSaid } from './attached-wire.ts'
import type { SpawnedHost } from './client.ts'
import type { HostDoor, OpenAsk, Opening, Watcher } from './door.ts'
import type { Look, Looks } from './look.ts'
import type { Ask, Ran } from './run.ts'
import { MAIN } from './time/tracks.ts'
import { unpacking, type WireWatcher } from './wire.ts'

/** As much of a WebSocket as is used here. */
export interface Wire {
  send(text: string): void
  close(): void
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: (() => void) | null
}

/** What is asked of a world of one's own, and of a live cluster in vain. */
const LIVE = 'this cluster is live: others use it, so it can be neither paused nor taken back'
const GONE = 'the cluster is gone'
const SHUT = 'the cluster does not let this page in: open the address that serve printed'

/** The cluster that serves this page, behind a WebSocket of its own origin. */
export function attachHost(token: string, connect: () => Wire = () => webSocket(token)): SpawnedHost {
  let crash: (words: string) => void = () => {}
  const crashed = new Promise<string>(resolve => { crash = resolve })
  const door = new RemoteDoor(connect, () => crash(GONE))
  return { door, crashed, terminate: () => void door.close(), files: (machine, under) => door.files(machine, under) }
}

function webSocket(token: string): Wire {
  const socket = new WebSocket(`ws://${location.host}${ATTACHED_PATH}`, [ATTACHED_PROTOCOL, token])
  const wire: Wire = { send: text => socket.send(text), close: () => socket.close(), onmessage: null, onclose: null }
  socket.onmessage = event => wire.onmessage?.(event)
  socket.onclose = () => wire.onclose?.()
  return wire
}

interface Waiting { resolve(value: unknown): void; reject(error: Error): void }
type Question = Exclude<AttachedAsk, { ask: 'taken' }>
/** A question without its number. */
type Unnumbered = Question extends infer Q ? Q extends Question ? Omit<Q, 'id'> : never : never

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), char => char.charCodeAt(0))

/** A live cluster as a page sees it. There is one, whichever world is asked for; it plays, at its own pace. */
class RemoteDoor implements HostDoor {
  readonly #connect: () => Wire
  readonly #gone: () => void
  readonly #waiting = new Map<number, Waiting>()
  #wire: Wire | null = null
  #last = 0

  constructor(connect: () => Wire, gone: () => void) {
    this.#connect = connect
    this.#gone = gone
  }

  open(_: OpenAsk, watcher: Watcher): Promise<Opening> {
    this.#leave()
    const wire = this.#wire = this.#connect(), page = unpacking(watcher)
    return new Promise(resolve => {
      wire.onmessage = ({ data }) => {
        const said = JSON.parse(String(data)) as AttachedSaid
        if (said.is !== 'attached') return void this.#hear(said, page)
        wire.onclose = () => this.#lose(wire)
        resolve({ ok: true, arrival: { is: 'new' }, now: said.now, arrivedAt: said.now, seed: said.seed, notKept: null })
      }
      wire.onclose = () => resolve({ ok: false, problem: 'failed', message: SHUT })
    })
  }

  /** Scripts and imports are not even sent: they may be longer than a question can be. */
  async act(action: Action): Promise<LoggedAction> {
    if (!isLive(action)) throw new Error(NOT_LIVE)
    return this.#ask<LoggedAction>({ ask: 'act', action })
  }
  /** In its own time: nobody makes it go faster. */
  run({ until, for: atMost }: Ask): Promise<Ran> { return this.#ask<Ran>({ ask: 'run', until: until ?? null, for: atMost ?? null }) }
  log(): Promise<readonly LoggedAction[]> { return this.#ask<LoggedAction[]>({ ask: 'log' }) }
  /** What goes by a real clock cannot be lived again. */
  async past(): Promise<null> { return null }

  async look<L extends Look>(look: L): Promise<Looks[L['is']]> {
    const seen = await this.#ask<unknown>({ ask: 'look', look })
    return (look.is === 'frame' && typeof seen === 'string' ? bytesOf(seen) : seen) as Looks[L['is']]
  }

  async files(machine: string, under: string): Promise<Record<string, Uint8Array>> {
    const files = await this.#ask<Record<string, string>>({ ask: 'files', machine, under })
    return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytesOf(text)]))
  }

  async play(): Promise<void> {}
  async pause(): Promise<void> { throw new Error(LIVE) }
  async step(): Promise<void> { throw new Error(LIVE) }
  async setSpeed(): Promise<void> { throw new Error(LIVE) }
  async trace(): Promise<never> { throw new Error(LIVE) }
  async fork(): Promise<never> { throw new Error(LIVE) }
  async switchTo(): Promise<never> { throw new Error(LIVE) }
  async lookBack(): Promise<never> { throw new Error(LIVE) }
  async glance(): Promise<never> { throw new Error(LIVE) }
  /** It has one track, and nothing of it is on its way. */
  async cancelFork(): Promise<void> {}
  async cancelGlance(): Promise<void> {}
  /** It runs no scripts of this page. */
  async stopAt(): Promise<void> {}
  async renameTrack(): Promise<never> { throw new Error(LIVE) }
  async removeTrack(): Promise<never> { throw new Error(LIVE) }
  /** It goes on whether it is seen or not, and runs where it runs. */
  async setHidden(): Promise<void> {}
  async place(): Promise<void> {}
  async retryStorage(): Promise<void> {}
  async close(): Promise<void> { this.#leave() }

  #ask<T>(question: Unnumbered): Promise<T> {
    const wire = this.#wire
    if (!wire) return Promise.reject(new Error(GONE))
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: value => resolve(value as T), reject })
      wire.send(JSON.stringify({ ...question, id }))
    })
  }

  async #hear(said: Exclude<AttachedSaid, { is: 'attached' }>, page: WireWatcher): Promise<void> {
    if (said.is === 'frame') {
      const wire = this.#wire
      await page.shown(said.frame, MAIN)
      wire?.send(JSON.stringify({ ask: 'taken' } satisfies AttachedAsk))
      return
    }
    const waiting = this.#waiting.get(said.id)
    this.#waiting.delete(said.id)
    if (said.is === 'answer') waiting?.resolve(said.value)
    else waiting?.reject(new Error(said.message))
  }

  /** Of its own accord; nobody is told. */
  #leave(): void {
    const wire = this.#wire
    if (!wire) return
    this.#wire = wire.onmessage = wire.onclose = null
    wire.close()
    this.#refuseAll()
  }

  #lose(wire: Wire): void {
    if (wire !== this.#wire) return
    this.#wire = null
    this.#refuseAll()
    this.#gone()
  }

  #refuseAll(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(GONE))
    this.#waiting.clear()
  }
}
