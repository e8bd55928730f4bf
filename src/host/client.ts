import * as Comlink from 'comlink'
import type { HostDoor } from './door.ts'
import type { Look, Looks } from './look.ts'
import type { PageHelp, WorkerDoor } from './worker.ts'
import { unpacking } from './wire.ts'

/** A worker that has not answered for so long is taken for dead. */
const SILENT_MS = 20_000
const PING_MS = 5_000

/** Opens a script's realm: a sandboxed frame with a port into it. */
export type OpenFrame = (code: string, onFailed: (message: string, line: number) => void) => Promise<{ port: MessagePort; close(): void }>

/** The realm's text is loaded with the first script. */
const openSandbox: OpenFrame = async (code, onFailed) => (await import('../sandbox/frame/open-frame.ts')).openFrame(code, onFailed)

export interface SpawnedHost {
  door: HostDoor
  /** Resolves, with its words, when the worker has died or does not answer any more. What was shown is stored. */
  crashed: Promise<string>
  terminate(): void
  /** Files of a machine's disk, where the page's own store does not have them. */
  files?(machine: string, under: string): Promise<Record<string, Uint8Array>>
}

/** Starts the worker that worlds run in. */
export function spawnHost(openFrame: OpenFrame = openSandbox, worker: Worker = newWorker()): SpawnedHost {
  const remote = Comlink.wrap<WorkerDoor>(worker)
  const help = Comlink.proxy(pageHelp(openFrame))
  const watch = new Watchdog(worker, () => remote.ping())
  return {
    door: {
      open: (ask, watcher) => remote.open(ask, Comlink.proxy(unpacking(watcher)), help),
      act: action => remote.act(action),
      play: () => remote.play(),
      pause: () => remote.pause(),
      step: () => remote.step(),
      setSpeed: speed => remote.setSpeed(speed),
      run: ask => remote.run(ask),
      setHidden: hidden => remote.setHidden(hidden),
      place: placement => remote.place(placement),
      trace: () => remote.trace(),
      look: async <L extends Look>(look: L) => await remote.look(look) as Looks[L['is']],
      retryStorage: () => remote.retryStorage(),
      stopAt: stops => remote.stopAt(stops),
      fork: ask => remote.fork(ask),
      cancelFork: () => remote.cancelFork(),
      switchTo: track => remote.switchTo(track),
      renameTrack: (track, name) => remote.renameTrack(track, name),
      removeTrack: track => remote.removeTrack(track),
      lookBack: (track, at) => remote.lookBack(track, at),
      glance: (track, at) => remote.glance(track, at),
      cancelGlance: () => remote.cancelGlance(),
      log: () => remote.log(),
      past: () => remote.past(),
      close: () => remote.close(),
    },
    crashed: watch.crashed,
    terminate: () => {
      watch.stop()
      worker.terminate()
    },
  }
}

const newWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'data centre' })

function pageHelp(openFrame: OpenFrame): PageHelp {
  const frames = new Map<number, { close(): void }>()
  let last = 0
  return {
    async openRealm(code, failed) {
      const { port, close } = await openFrame(code, failed)
      const realm = ++last
      frames.set(realm, { close })
      return Comlink.transfer({ port, realm }, [port])
    },
    closeRealm(realm) {
      frames.get(realm)?.close()
      frames.delete(realm)
    },
  }
}

/** Browsers do not tell when a worker's thread is gone; one that is asked and stays silent is. */
class Watchdog {
  readonly crashed: Promise<string>
  readonly #timer: ReturnType<typeof setInterval>
  #askedAt: number | null = null
  #lastLook = performance.now()

  constructor(worker: Worker, ping: () => Promise<void>) {
    let tell: (words: string) => void = () => {}
    this.crashed = new Promise(resolve => { tell = resolve })
    worker.addEventListener('error', event => tell(event.message || 'the worker could not start'))
    this.#timer = setInterval(() => {
      if (this.#isSilent()) return tell('the worker does not answer')
      this.#askedAt ??= performance.now()
      ping().then(() => { this.#askedAt = null }, () => {})
    }, PING_MS)
  }

  stop(): void { clearInterval(this.#timer) }

  /** A computer that slept has not waited: the silence is counted anew. */
  #isSilent(): boolean {
    const now = performance.now()
    const slept = now - this.#lastLook > 3 * PING_MS
    this.#lastLook = now
    if (slept) this.#askedAt = null
    return this.#askedAt !== null && now - this.#askedAt > SILENT_MS
  }
}
