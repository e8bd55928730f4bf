import type { StoreApi } from 'zustand'
import type { Session } from '../../session/session.ts'
import { GIVES_UP, matcherOf } from '../../session/time/until.ts'
import type { DeskState, ForksDo } from '../desk.ts'

/** What a person asks of time, as the session does it. `toNow` ends looking back. Why something could not be is in the session's store. */
export const forksDo = ({ time, world }: Session, store: StoreApi<DeskState>, toNow: () => void): ForksDo => {
  /** The track that comes of it stands beside the one that was open. */
  const beside = async (work: () => Promise<string | null>) => {
    const from = world.getState().track
    if (await work() !== null) store.setState({ compared: from })
  }
  const anew = (work: () => Promise<unknown>) => {
    toNow()
    work().catch(() => {})
  }
  return {
    continueFrom: at => anew(() => time.continueFrom(at)),
    undo: () => anew(() => time.undo()),
    redo: () => anew(() => time.redo()),
    switchTo: track => anew(() => time.switchTo(track)),
    rename: (track, name) => void time.rename(track, name),
    remove: track => void time.remove(track),
    cancel: () => time.cancel(),
    withoutLast: () => anew(() => beside(() => time.whatIf(world.getState().actions.length - 1, null))),
    without: nth => anew(() => beside(() => time.whatIf(nth, null))),
    withConfig: (resource, change) => {
      const { now, head } = store.getState().time
      anew(() => beside(async () => {
        const { alterAction } = await import('../../session/time/altered.ts')
        return time.whatIfAlso(now < head ? now : 0, alterAction(resource, change))
      }))
    },
    runFor: duration => anew(() => time.runFor(duration)),
    runUntilEvent: event => anew(() => time.runUntil({ event }, GIVES_UP, { is: 'event', event })),
    runUntil: condition => anew(() => time.runUntil(matcherOf(condition, world.getState().view!), GIVES_UP, { is: 'condition' })),
    openRun: runAsked => store.setState({ runAsked }),
    compare: compared => store.setState({ compared }),
    lookBack: (track, at) => time.lookBack(track, at),
  }
}
