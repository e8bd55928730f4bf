import type { Sample } from '../../session/look.ts'
import type { Tracks } from '../../session/time/time.ts'
import type { Micros } from '../../world/view.ts'

const KEPT = 1_800

/** A way of the world, and where it left the one it came from. */
interface Way { readonly track: string; readonly parent: string | null; readonly forkedAt: Micros }

export const wayOf = ({ open, tracks }: Tracks): Way => {
  const { parent = null, forkedAt = 0 } = tracks.find(({ id }) => id === open) ?? {}
  return { track: open, parent, forkedAt }
}

/** Samples of the way that is open: what was sampled on one it left belongs to it up to where it left. */
export class Watched {
  #track = ''
  #samples: readonly Sample[] = []
  readonly #left = new Map<string, readonly Sample[]>()

  get last(): Micros { return this.#samples.at(-1)?.at ?? -1 }

  go({ track, parent, forkedAt }: Way): void {
    if (track === this.#track) return
    this.#left.set(this.#track, this.#samples)
    this.#samples = this.#left.get(track) ?? (this.#left.get(parent ?? '') ?? []).filter(({ at }) => at <= forkedAt)
    this.#track = track
  }

  /** Gives all there are. What is sampled anew takes the place of what was. */
  take(more: readonly Sample[]): readonly Sample[] {
    const [first] = more
    return this.#samples = first ? [...this.#samples.filter(({ at }) => at < first.at), ...more].slice(-KEPT) : this.#samples
  }

  /** Another world. */
  forget(): void {
    this.#samples = []
    this.#left.clear()
  }
}
