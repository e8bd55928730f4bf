import { RealmGone, type RealmDoor } from '../realm-door.ts'
import { MAX_CALLS, type RealmCall, type RealmEvent } from '../turn.ts'

/** How long a turn may take before its realm is taken for dead: what ticks cannot see (a regular expression, a dead frame). */
export const TURN_WITHIN_MS = 5_000

/** A realm at the other end of a port: one question, one answer. */
export class PortRealm implements RealmDoor {
  readonly #port: MessagePort
  readonly #end: () => void
  #answer: ((texts: readonly unknown[]) => void) | null = null
  reached: readonly number[] = []
  #late: ReturnType<typeof setTimeout> | undefined

  constructor(port: MessagePort, end: () => void) {
    this.#port = port
    this.#end = end
    port.onmessage = ({ data }) => this.#answer?.(Array.isArray(data) ? data : [])
  }

  turn(wall: number, now: number, events: readonly RealmEvent[], stops: readonly number[] = []): Promise<RealmCall[]> {
    return new Promise((resolve, reject) => {
      this.#late = setTimeout(() => {
        this.close()
        reject(new RealmGone(`no answer within ${TURN_WITHIN_MS / 1_000} s`))
      }, TURN_WITHIN_MS)
      this.#answer = ([calls, reached]) => {
        clearTimeout(this.#late)
        this.#answer = null
        this.reached = linesIn(reached)
        resolve(checked(String(calls)))
      }
      this.#port.postMessage(JSON.stringify({ wall, now, events, stops }))
    })
  }

  /** Who asked last is not answered any more. */
  close(): void {
    clearTimeout(this.#late)
    this.#port.close()
    this.#end()
  }
}

/** What a realm answers is untrusted: a list of calls, not too many. Each call's own shape is the script process's to check. */
function checked(text: string): RealmCall[] {
  const calls: unknown = JSON.parse(text)
  if (!Array.isArray(calls) || calls.length > MAX_CALLS) throw new RealmGone('the script answered nonsense')
  return calls as RealmCall[]
}

const linesIn = (text: unknown): number[] => {
  const lines: unknown = JSON.parse(String(text ?? '[]'))
  return Array.isArray(lines) ? lines.filter(line => Number.isSafeInteger(line)) as number[] : []
}
