import type { ClusterView } from '../world/view.ts'
import type { Delta } from '../world/delta.ts'
import { diff, patch } from '../world/delta.ts'
import type { Watcher } from './door.ts'
import type { Shown } from './frame.ts'
import type { Tracks } from './time/tracks.ts'

/** A frame on its way from worker to page: of the view, what changed since the frame before. `null`: nothing did. */
export type Sent = Omit<Shown, 'view'> & { delta: Delta | null }

/** The worker's end. A frame is on its way until the page has taken it, so both ends always know the same last view. */
export class DeltaSender {
  #last: ClusterView | null = null

  pack({ view, ...rest }: Shown): Sent {
    if (!view) return { ...rest, delta: null }
    const delta = this.#last ? diff(this.#last, view) : { is: 'value', value: view } as const
    this.#last = view
    return { ...rest, delta }
  }
}

/** The page's end; parts of the view that did not change are the same objects as before. */
export class DeltaReceiver {
  #last: ClusterView | null = null

  unpack({ delta, ...rest }: Sent): Shown {
    if (delta) this.#last = patch(this.#last as ClusterView, delta)
    return { ...rest, view: delta ? this.#last : null }
  }
}

/** What the page hands to the worker as callbacks. */
export interface WireWatcher { shown(sent: Sent, track: string): void | Promise<void>; replaying(part: number): void; tracks(tracks: Tracks): void }

export const packing = (page: WireWatcher): Watcher => {
  const sender = new DeltaSender()
  return {
    shown: (shown, track) => page.shown(sender.pack(shown), track), replaying: part => page.replaying(part), tracks: tracks => page.tracks(tracks),
  }
}

export const unpacking = (watcher: Watcher): WireWatcher => {
  const receiver = new DeltaReceiver()
  return {
    shown: (sent, track) => watcher.shown(receiver.unpack(sent), track), replaying: part => watcher.replaying(part),
    tracks: tracks => watcher.tracks?.(tracks),
  }
}
