import type { Plain } from '../../env/process.ts'
import { UNEXPECTED } from '../../net/answer.ts'
import type { ClusterStory } from '../cluster.ts'
import { begun, requestFrames, send, SERVED_WITHIN } from './living.ts'
import { KIB, MIB, type Target } from './target.ts'

/** ApiVersions v0 without a client id: a request that is always answered. */
const GREETING = Uint8Array.of(0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff)
/** So many inputs one cluster takes, before valid requests among them have made too much of it. */
const INPUTS_A_CLUSTER = 400

/** Whole requests into a living cluster, each over a connection of its own; beside them somebody's connection that must go on being answered. */
export function framesTarget(): Target {
  return { name: 'frames', share: 10, origins: requestFrames(), feed: new Living().feed, room: size => 96 * MIB + size * KIB }
}

class Living {
  #story: ClusterStory | null = null
  #inputs = 0

  readonly feed = (bytes: Uint8Array): void => {
    const story = this.#story ??= begun()
    send(story, 'stranger', bytes, false)
    story.world.advance({ until: story.world.now + SERVED_WITHIN })
    const wrong = harmed(story)
    if (wrong !== null || ++this.#inputs % INPUTS_A_CLUSTER === 0) this.#story = null
    if (wrong !== null) throw new Error(wrong)
  }
}

/** What the last input did to others: a server that fell, a fault of its own it owned up to, a neighbour who got no answer. */
function harmed(story: ClusterStory): string | null {
  const fault = story.told().find(told => told.is === 'log.line' && told.text.includes(UNEXPECTED))
  const heard = fault?.is === 'log.line' ? fault.text : null
  story.transcript()
  if (heard !== null) return heard
  const answers = (): number => (story.world.view().processes['somebody']!.view as Plain as { answers: number }).answers
  const before = answers()
  send(story, 'somebody', GREETING, true)
  story.world.advance({ until: story.world.now + SERVED_WITHIN })
  if (answers() > before) return null
  return `nobody answers any more: ${Object.values(story.world.view().processes).map(({ name, state }) => `${name} ${state}`).join(', ')}`
}
