import type { PartitionId, Span } from '../env/domain-event.ts'
import type { Micros, Told } from '../world/view.ts'
import { TrailRing, type OnTheWay } from './trail-ring.ts'

/*
 * The way of one record, as those told it through whose hands it went. What is told of single batches is kept for a while, and read only
 * when somebody follows a record.
 */

const KEPT = 30_000

type Of<Is extends OnTheWay['is']> = Extract<OnTheWay, { is: Is }>

/** One hand a record went through. `who`: the process that told it; `broker`: whose log; `offsets`: of the batch, or of what was handed over. */
export interface Step {
  readonly what: 'sent' | 'requested' | 'appended' | 'replicated' | 'committed' | 'known' | 'acknowledged' | 'failed' | 'cut' | 'delivered' | 'done'
  readonly at: Micros
  readonly who: string
  readonly broker?: number
  readonly group?: string | null
  readonly offsets?: Span
  readonly bytes?: number
  readonly offset?: number
  readonly acks?: number
  readonly error?: string
  /** The exchange that carried it to its leader. */
  readonly connection?: string
  readonly correlation?: number
}

export class Trail {
  readonly #kept = new TrailRing(KEPT)

  hear(told: Told): void { this.#kept.hear(told) }

  /** In the order of time; empty while nothing is known of it, or no longer. */
  of(partition: PartitionId, offset: number): Step[] {
    const mine = this.#kept.of(partition)
    const written = mine.findLast((told): told is Of<'log.appended'> => told.is === 'log.appended' && told.as === 'leader' && within(told.offsets, offset))
    return written ? [...before(mine, written, offset), ...since(mine, written, offset)].toSorted((a, b) => a.at - b.at) : []
  }
}

const within = ({ from, to }: Span, at: number): boolean => from <= at && at <= to

/** Up to the leader's log, and back to who sent it: sends are joined to offsets by the request that carried them. */
function before(mine: readonly OnTheWay[], written: Of<'log.appended'>, offset: number): Step[] {
  const { at, process, broker, offsets, bytes } = written
  const served = mine.find((told): told is Of<'produce.appended'> =>
    told.is === 'produce.appended' && told.broker === broker && told.at >= at - JOINED && within(told.offsets, offset))
  const asked = served && mine.findLast((told): told is Of<'producer.requested'> =>
    told.is === 'producer.requested' && told.connection === served.connection && told.correlation === served.correlation)
  const append: Step = { what: 'appended', at, who: process, broker, offsets, bytes, ...served && { connection: served.connection, correlation: served.correlation } }
  return asked && served ? [...senders(mine, asked, asked.sends.from + offset - served.offsets.from), append] : [append]
}
/** An append and the answer to its request are told within this of each other. */
const JOINED: Micros = 1_000_000

/** Of one send, by its number. */
function senders(mine: readonly OnTheWay[], asked: Of<'producer.requested'>, send: number): Step[] {
  return mine.flatMap((told): Step[] => {
    if (!('producer' in told) || told.producer !== asked.producer || told.process !== asked.process || !within(told.sends, send)) return []
    const step = { at: told.at, who: told.process }
    switch (told.is) {
      case 'producer.sent': return [{ ...step, what: 'sent' }]
      case 'producer.requested': return [{ ...step, what: 'requested', offsets: told.sends, connection: told.connection, correlation: told.correlation }]
      case 'producer.acknowledged': return [{ ...step, what: 'acknowledged', acks: told.acks }]
      case 'producer.failed': return [{ ...step, what: 'failed', error: told.error }]
    }
  })
}

/** From the leader's log on: the first time for each log, group and process. */
function since(mine: readonly OnTheWay[], written: Of<'log.appended'>, offset: number): Step[] {
  const seen = new Set<string>()
  return mine.flatMap((told): Step[] => {
    const step = told.at >= written.at ? stepOf(told, written, offset) : null
    const key = step && `${step.what} ${step.broker ?? step.group ?? ''} ${step.what === 'delivered' ? step.who : ''}`
    if (!step || !key || seen.has(key)) return []
    seen.add(key)
    return [step]
  })
}

function stepOf(told: OnTheWay, { broker: leader }: Of<'log.appended'>, offset: number): Step | null {
  const step = { at: told.at, who: told.process }
  switch (told.is) {
    case 'log.appended': return told.as === 'follower' && within(told.offsets, offset) ? { ...step, what: 'replicated', broker: told.broker, offsets: told.offsets } : null
    case 'log.truncated': return told.to <= offset && offset < told.from ? { ...step, what: 'cut', broker: told.broker, offset: told.to } : null
    case 'hw.advanced': return told.hw > offset ? { ...step, what: told.broker === leader ? 'committed' : 'known', broker: told.broker, offset: told.hw } : null
    case 'consumer.delivered': return within(told.offsets, offset) ? { ...step, what: 'delivered', group: told.group, offsets: told.offsets } : null
    case 'group.committed': return told.offset > offset ? { ...step, what: 'done', group: told.group, offset: told.offset } : null
    default: return null
  }
}
