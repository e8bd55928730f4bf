import { Metadata } from '../../../protocol/apis/index.ts'
import type { Api, Fields, RequestInput } from '../../../protocol/schema.ts'
import type { Wire } from './wire.ts'

/** One of the two clusters, and what was learned from it on the way. */
export interface Side { readonly wire: Wire; readonly memo: Map<string, string>; coordinator: number }

/** One thing asked of both clusters. */
export interface Step {
  readonly name: string
  /** Fields that two clusters may well answer otherwise here. */
  readonly except: ReadonlySet<string>
  ask(side: Side): Promise<unknown>
}

interface StepOptions<R> {
  /** The broker that is asked; 1 unless said. */
  readonly to?: number | 'coordinator'
  readonly except?: readonly string[]
  /** What the answer teaches. */
  readonly keep?: (answer: R, side: Side) => void
  readonly isAnswered?: boolean
}
type Body<Q extends Fields, S extends Fields> = RequestInput<Api<Q, S>>

/** A request, given outright or made of what was learned. */
export const step = <Q extends Fields, S extends Fields>(
  name: string, api: Api<Q, S>, version: number, body: Body<Q, S> | ((side: Side) => Body<Q, S>), options: StepOptions<never> = {},
): Step => ({
  name: `${api.name} v${version}: ${name}`, except: new Set(options.except),
  async ask(side) {
    const { to = 1 } = options
    const answer = await side.wire.ask(to === 'coordinator' ? side.coordinator : to, api, version, typeof body === 'function' ? body(side) : body,
      options.isAnswered)
    options.keep?.(answer as never, side)
    return answer
  },
})

const POLL_MS = 100, SETTLES_WITHIN_MS = 60_000

/** Asks again until the answer is as it will stay; what it was in between is not compared. */
export async function until(isSettled: () => Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + SETTLES_WITHIN_MS; !await isSettled();) {
    if (Date.now() > deadline) throw new Error(`${what} did not come about`)
    await new Promise(done => { setTimeout(done, POLL_MS) })
  }
}

interface Partitioned {
  readonly topics: readonly {
    readonly errorCode: number
    readonly partitions: readonly { readonly leaderId: number; readonly isrNodes: readonly number[]; readonly replicaNodes: readonly number[] }[]
  }[]
}

/** Every broker knows these topics, with so many partitions, each with all its replicas in sync and the preferred one leading. */
export const settled = (topics: Readonly<Record<string, number>>): Step => ({
  name: `settled: ${Object.keys(topics).join(', ')}`, except: new Set(),
  async ask({ wire }) {
    for (const broker of [1, 2, 3]) {
      await until(async () => {
        const asked = { topics: Object.keys(topics).map(name => ({ name })), allowAutoTopicCreation: false }
        const answer = await wire.ask(broker, Metadata, 12, asked) as Partitioned
        return answer.topics.every(({ errorCode, partitions }, i) => errorCode === 0 && partitions.length === Object.values(topics)[i]
          && partitions.every(each => each.isrNodes.length === each.replicaNodes.length && each.leaderId === each.replicaNodes[0]))
      }, `topics ${Object.keys(topics).join(', ')} on broker ${broker}`)
    }
    return null
  },
})
