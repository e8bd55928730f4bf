import type { Action } from '../../world/action.ts'
import type { Micros } from '../../world/view.ts'

/*
 * A world and its forks as plain data. Each track is a world of its own in the store, whole: what one of them loses, no other misses.
 */

/** In what a track differs from the one it left, as it began. */
export type Difference =
  | { is: 'continued' }
  /** Without this action, which was the last. */
  | { is: 'undone'; action: Action }
  /** Without this action, and with all that was done after it. */
  | { is: 'without'; action: Action }
  /** With this one done instead, and with all that was done after it. */
  | { is: 'changed'; from: Action | null; to: Action }

export interface Track {
  readonly id: string
  /** Null for the first. */
  readonly parent: string | null
  /** The last moment both have in common. */
  readonly forkedAt: Micros
  /** As a person called it; empty until they do. */
  readonly name: string
  readonly differs: Difference
  /** Where it was when it was left last; absent while it never was. */
  readonly leftAt?: Micros
}

export interface Tracks {
  /** The one that is open. */
  readonly open: string
  /** In the order they began. */
  readonly tracks: readonly Track[]
  /** Number of the next one. */
  readonly next: number
}

export const MAIN = 'main'

export const ONE_TRACK: Tracks = { open: MAIN, next: 2, tracks: [{ id: MAIN, parent: null, forkedAt: 0, name: '', differs: { is: 'continued' } }] }

/** The name a track's world has in the store. */
export const worldOfTrack = (world: string, track: string): string => track === MAIN ? world : `${world}~${track}`
/** A world of the store that is a fork of another one. */
export const isFork = (world: string): boolean => world.includes('~')

export const trackOf = ({ tracks }: Tracks, id: string): Track | undefined => tracks.find(track => track.id === id)

/** A new track leaves the one that is open, and is open from then on. */
export const forked = ({ open, tracks, next }: Tracks, asked: Pick<Track, 'forkedAt' | 'name' | 'differs'>): Tracks =>
  ({ open: `${next}`, next: next + 1, tracks: [...tracks, { ...asked, id: `${next}`, parent: open }] })

export const opened = (all: Tracks, id: string): Tracks => ({ ...all, open: trackOf(all, id) ? id : MAIN })

export const left = (all: Tracks, id: string, leftAt: Micros): Tracks =>
  ({ ...all, tracks: all.tracks.map(track => track.id === id ? { ...track, leftAt } : track) })

export const renamed = (all: Tracks, id: string, name: string): Tracks =>
  ({ ...all, tracks: all.tracks.map(track => track.id === id ? { ...track, name } : track) })

/** Those that left it leave its parent instead, where it did or earlier. The first and the open one stay. */
export function removed(all: Tracks, id: string): Tracks {
  const gone = trackOf(all, id)
  if (!gone?.parent || id === all.open) return all
  const adopted = (track: Track): Track => track.parent === id ? { ...track, parent: gone.parent, forkedAt: Math.min(track.forkedAt, gone.forkedAt) } : track
  return { ...all, tracks: all.tracks.filter(track => track !== gone).map(adopted) }
}
