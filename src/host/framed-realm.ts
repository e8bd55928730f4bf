import type { RealmDoor } from '../sandbox/realm-door.ts'
import type { RealmCall, RealmEvent } from '../sandbox/turn.ts'

/** A realm whose frame may fail beside its port, with words and a line (a syntax error when the code is loaded): that is its answer then. */
export class FramedRealm implements RealmDoor {
  readonly #inner: RealmDoor
  readonly #failed: Promise<RealmCall[]>
  readonly fail: (message: string, line: number) => void

  constructor(inner: RealmDoor) {
    this.#inner = inner
    let fail: FramedRealm['fail'] = () => {}
    this.#failed = new Promise(resolve => {
      fail = (message, line) => resolve([{ call: 'failed', error: { name: 'Error', message }, line }])
    })
    this.fail = fail
  }

  turn(wall: number, now: number, events: readonly RealmEvent[], stops?: readonly number[]): Promise<RealmCall[]> {
    return Promise.race([this.#inner.turn(wall, now, events, stops), this.#failed])
  }
  get reached(): readonly number[] { return this.#inner.reached }

  close(): void { this.#inner.close() }
}
