import type { StoreApi } from 'zustand'
import type { Session } from '../../session/session.ts'
import { GIVES_UP, matcherOf } from '../../session/time/until.ts'
import type { DeskState, ForksDo } from '../desk.ts'

/** What a person asks of time, as the session does it. `toNow` ends looking back. Why something could not be is in the session's store. */
export const forksDo = ({ time, world }: Session, store: StoreApi<DeskState>, toNow: () => void): ForksDo => {
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
    withoutLast: () => anew(async () => {
      const last = world.getState().actions.length - 1, from = world.getState().track
      if (await time.whatIf(last, null) !== null) store.setState({ compared: from })
    }),
    runFor: duration => anew(() => time.runFor(duration)),
    runUntilEvent: event => anew(() => time.runUntil({ event }, GIVES_UP, { is: 'event', event })),
    runUntil: condition => anew(() => time.runUntil(matcherOf(condition, world.getState().view!), GIVES_UP, { is: 'condition' })),
    openRun: runAsked => store.setState({ runAsked }),
    compare: compared => store.setState({ compared }),
    lookBack: (track, at) => time.lookBack(track, at),
  }
}
