import type { RealmCall, RealmEvent } from './turn.ts'

/** A script's realm as its world uses it: one turn at a time, wherever it runs. */
export interface RealmDoor {
  /**
   * Rejects with `RealmGone` when the realm does not answer in time or has died. `stops`: lines whose visits are told in `reached`,
   * beside the calls; the script does the same with them and without.
   */
  turn(wall: number, now: number, events: readonly RealmEvent[], stops?: readonly number[]): RealmCall[] | Promise<RealmCall[]>
  /** Of the last turn, in the order of the visits. */
  readonly reached: readonly number[]
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
