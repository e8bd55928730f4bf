import type { StoreApi } from 'zustand'
import type { Recording } from '../../session/own/own.ts'
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
  // a recording is of one world, and of one track of it
  const world = () => `${store.getState().worldId}~${session.world.getState().track}`
  let of = ''
  session.world.subscribe(() => { if (recording && world() !== of) record(null) })
  session.route.subscribe(({ place }) => { if (store.getState().recording && place.screen !== 'world') record(null) })
  return {
    own: {
      begin: async () => {
        const begun = await (await own()).beginRecording(session)
        of = world()
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
