import * as v from 'valibot'
import type { RawData, WebSocket } from 'ws'
import type { ClusterView, Told } from '../../../world/view.ts'
import { askSchema, isLive, NOT_LIVE, type AttachedAsk, type AttachedSaid } from '../../attached-wire.ts'
import { systemClock } from '../../clock.ts'
import type { Shown } from '../../frame.ts'
import type { Look, Looks } from '../../look.ts'
import { Sampler } from '../../sampler.ts'
import { Showing } from '../../showing.ts'
import { Trail } from '../../trail.ts'
import { WireTap } from '../../wire-tap.ts'
import { DeltaSender } from '../../wire.ts'
import type { TcpCluster } from '../cluster.ts'

/** Ten pictures a second: whoever looks on should not slow down what is looked at. */
const LOOK_MS = 100

/**
 * One page that looks on. A frame is on its way at a time; the next waits until the page has drawn it, so a page that does not keep up
 * costs no memory. Whoever sends what is no question is let go.
 */
export class AttachedPage {
  readonly #cluster: TcpCluster
  readonly #socket: WebSocket
  readonly #showing: Showing
  readonly #sender = new DeltaSender()
  readonly #tap: WireTap
  /** From when the page looks on. */
  readonly #sampler: Sampler
  readonly #trail = new Trail()
  readonly #over: () => void
  #taken = () => {}
  #lookedMs = -Infinity

  constructor(cluster: TcpCluster, socket: WebSocket) {
    this.#cluster = cluster
    this.#socket = socket
    this.#showing = new Showing(cluster.world, null, shown => this.#show(shown))
    this.#tap = new WireTap(cluster.world.flights)
    this.#sampler = new Sampler(() => cluster.world.beans(), systemClock)
    const hear = (told: Told): void => {
      this.#showing.hear(told)
      this.#trail.hear(told)
    }
    cluster.world.told.since(0).forEach(hear)
    const unlisten = cluster.world.told.listen(hear), unwatch = cluster.onTurn(() => this.#look())
    this.#over = () => {
      unlisten()
      unwatch()
      this.#tap.stop()
      this.#taken()
    }
    socket.on('message', data => this.#hear(data))
    socket.on('error', () => {})
    socket.on('close', () => this.#over())
    this.#say({ is: 'attached', now: cluster.world.now, seed: cluster.world.seed })
  }

  #look(): void {
    const nowMs = performance.now()
    if (nowMs - this.#lookedMs < LOOK_MS) return
    this.#lookedMs = nowMs
    this.#sampler.takeIfDue(this.#cluster.world.now)
    this.#showing.isStale = true
    this.#showing.takeIfDue(nowMs)
    const { speed } = this.#cluster
    this.#showing.publish({ state: { is: 'running' }, playing: true, live: true, speed, measured: speed, workers: 1 })
  }

  /** Resolves when the page has taken it. */
  #show(shown: Shown): Promise<void> {
    this.#say({ is: 'frame', frame: this.#sender.pack(shown) })
    return new Promise(resolve => { this.#taken = resolve })
  }

  #hear(data: RawData): void {
    const ask = askOf(data)
    if (!ask) return this.#socket.close(1008, 'no question')
    if (ask.ask === 'taken') return this.#taken()
    const { id } = ask
    this.#answer(ask).then(
      value => this.#say({ is: 'answer', id, value }),
      (error: unknown) => this.#say({ is: 'refusal', id, message: error instanceof Error ? error.message : String(error) }),
    )
  }

  async #answer(ask: Exclude<AttachedAsk, { ask: 'taken' }>): Promise<unknown> {
    const { world } = this.#cluster
    switch (ask.ask) {
      case 'act':
        if (!isLive(ask.action)) throw new Error(NOT_LIVE)
        return this.#cluster.act(ask.action)
      case 'run': return this.#cluster.until(ask.until ?? never, ask.for)
      case 'log': return world.log()
      case 'look': return this.#lookInto(ask.look)
      case 'files': return Object.fromEntries(Object.entries(world.files(ask.machine, ask.under)).map(([name, bytes]) => [name, base64(bytes)]))
    }
  }

  #lookInto(look: Look): Looks[Exclude<Look['is'], 'frame'>] | string | null {
    const { world } = this.#cluster
    switch (look.is) {
      case 'frames': return { last: this.#tap.last, frames: this.#tap.after(look.after, world.view().metadata, world.requests()) } satisfies Looks['frames']
      case 'frame': return bytesOrNull(this.#tap.bytes(look.id))
      case 'carriers': return this.#tap.carrying(look.crc, world.view().metadata, world.requests())
      case 'samples': return this.#sampler.after(look.after, look.of)
      case 'trail': return this.#trail.of(look.partition, look.offset)
      case 'beans': return { at: world.now, processes: world.beans() } satisfies Looks['beans']
    }
  }

  #say(said: AttachedSaid): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(said))
  }
}

const never = (_: ClusterView): boolean => false

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')

const bytesOrNull = (bytes: Uint8Array | null): string | null => bytes && base64(bytes)

function askOf(data: RawData): AttachedAsk | null {
  try {
    const { success, output } = v.safeParse(askSchema, JSON.parse(String(data)))
    return success ? output : null
  } catch {
    return null
  }
}
