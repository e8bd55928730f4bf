import type { Plain } from '../env/process.ts'
import type { ScriptHost } from '../world/scripts.ts'
import type { OpenRealm, RealmDoor } from './realm-door.ts'
import type { RealmCall, Turn } from './turn.ts'

/** Scripts whose realms answer later (a worker in a sandboxed frame). `answer` is the world's. */
export class DoorScripts implements ScriptHost {
  readonly #open: OpenRealm
  readonly #answer: (script: string, calls: RealmCall[]) => void
  readonly #doors = new Map<string, Promise<RealmDoor>>()

  constructor(open: OpenRealm, answer: (script: string, calls: RealmCall[]) => void) {
    this.#open = open
    this.#answer = answer
  }

  deliver(script: string, _turn: number, input: Plain): null {
    void this.#run(script, input as Turn).then(calls => this.#answer(script, calls))
    return null
  }

  /** Never rejects: a realm that is gone has failed its script, in words. */
  async #run(script: string, { wall, now, events }: Turn): Promise<RealmCall[]> {
    try {
      const start = events.find(event => event.is === 'start')
      if (start) this.#doors.set(script, Promise.resolve(this.#open(start.code)))
      const door = await this.#doors.get(script)
      if (!door) throw new Error('its realm is gone')
      return await door.turn(wall, now, events)
    } catch (error) {
      return [{ call: 'failed', error: { name: 'Error', message: error instanceof Error ? error.message : String(error) }, line: null }]
    }
  }

  ended(script: string): void {
    void this.#doors.get(script)?.then(door => door.close(), () => {})
    this.#doors.delete(script)
  }
}
