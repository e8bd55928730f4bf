import type { WorldStore } from '../../storage/store.ts'
import { MAIN, ONE_TRACK, trackOf, worldOfTrack, type Tracks } from './tracks.ts'

/** The forks of a world as the store has them. Those whose world is not there (it was left before anything was written) are not listed. */
export async function readTracks(store: WorldStore, world: string): Promise<Tracks> {
  const kept = await store.work.get('tracks', world) as Tracks | undefined
  if (!kept) return ONE_TRACK
  const worlds = new Set((await store.worlds()).map(head => head.world))
  const tracks = kept.tracks.filter(({ id }) => id === MAIN || worlds.has(worldOfTrack(world, id)))
  return { ...kept, tracks, open: trackOf({ ...kept, tracks }, kept.open) ? kept.open : MAIN }
}

export const keepTracks = (store: WorldStore, world: string, tracks: Tracks): Promise<void> => store.work.put('tracks', world, tracks)

/** All forks go; the world itself stays. */
export async function removeForks(store: WorldStore, world: string): Promise<void> {
  const { tracks } = await readTracks(store, world)
  for (const { id } of tracks) if (id !== MAIN) await store.remove(worldOfTrack(world, id))
  await store.work.remove('tracks', world)
}
