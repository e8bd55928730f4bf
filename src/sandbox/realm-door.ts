import type { RealmCall, RealmEvent } from './turn.ts'

/** A script's realm as its world uses it: one turn at a time, wherever it runs. */
export interface RealmDoor {
  /** Rejects with `RealmGone` when the realm does not answer in time or has died. */
  turn(wall: number, now: number, events: readonly RealmEvent[]): RealmCall[] | Promise<RealmCall[]>
  close(): void
}

/** Makes a realm for a script whose text `transpile` has made ready. */
export type OpenRealm = (code: string) => RealmDoor | Promise<RealmDoor>

export class RealmGone extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RealmGone'
  }
}
