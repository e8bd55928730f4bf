import type { StoreApi } from 'zustand'
import type { Recording } from '../../session/own/own.ts'
import { isLive } from '../../session/lifecycle.ts'
import type { Session } from '../../session/session.ts'
import type { DeskDo, DeskState } from '../desk.ts'

/** A learner's own lesson: recorded, made, played. */
export const ownDesk = (session: Session, store: StoreApi<DeskState>): Pick<DeskDo, 'own'> => {
  let recording: Recording | null = null
  const own = () => import('../../session/own/own.ts')
  const record = (next: Recording | null) => {
    recording = next
    store.setState({ recording: next && { from: next.from } })
  }
  /** A recording is of one life of a world, and of one track of it; null while none lives. */
  const life = (): string | null => {
    const { value, context } = session.lifecycle.getSnapshot()
    return isLive(value) && session.world.getState().view ? `${context.ask?.definition.id} ${session.world.getState().track}` : null
  }
  /** A world that is still opening is seen before it can be asked anything. */
  const lives = () => new Promise<void>(resolve => {
    const ends = [session.lifecycle.subscribe(look), session.world.subscribe(look)]
    function look() {
      if (life() === null) return
      for (const end of ends) end()
      resolve()
    }
    look()
  })
  let of: string | null = null
  const follow = () => { if (store.getState().recording && life() !== of) record(null) }
  session.lifecycle.subscribe(follow)
  session.world.subscribe(follow)
  session.route.subscribe(({ place }) => { if (store.getState().recording && place.screen !== 'world') record(null) })
  return {
    own: {
      begin: async () => {
        const { place } = session.route.getState()
        await lives()
        if (session.route.getState().place !== place) return
        const here = life(), begun = await (await own()).beginRecording(session)
        if (here !== life()) return
        of = here
        record(begun)
        if (!begun) store.setState({ recording: { from: null } })
      },
      drop: () => record(null),
      did: async () => recording ? (await own()).didSince(session, recording) : [],
      make: async (title, lesson) => {
        if (!recording) return
        await (await own()).makeLesson(session, recording, title, lesson)
        record(null)
      },
      opened: async id => (await own()).lessonOf(session, id),
      keep: async (id, step) => (await own()).keepStep(session, id, step),
    },
  }
}
