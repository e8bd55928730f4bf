import type { Span } from '../../env/domain-event.ts'
import type { Millis } from '../../env/units.ts'
import type { ErrorName } from '../../protocol/errors.ts'
import type { Tagged } from './producer-batch.ts'

/** What became of records handed over, told by ranges: sends of one partition, which lie next to each other in its log. */
export type ProducerAnswer =
  | {
    readonly is: 'delivered'; readonly topic: string; readonly partition: number; readonly sends: Span
    /** Offset of the first; -1 when the broker did not say (acks=0, or a duplicate it no longer knows). */
    readonly baseOffset: number
    /** The broker's own time where the topic keeps LogAppendTime; -1: the records keep theirs. */
    readonly logAppendTime: Millis
    readonly tags: readonly Tagged[]
  }
  | {
    readonly is: 'failed'; readonly topic: string
    /** null, as `sends`: it was refused before it had a partition. */
    readonly partition: number | null; readonly sends: Span | null
    readonly error: ErrorName; readonly message: string
    readonly tags: readonly Tagged[]
  }
  /** The `flush` or `close` with this tag is done. */
  | { readonly is: 'flushed' | 'closed'; readonly tag: unknown }

/** Of one record: what `send`'s future gives in Java (RecordMetadata, or an exception). */
export type RecordAnswer =
  | { readonly tag: unknown; readonly topic: string; readonly partition: number; readonly offset: number; readonly timestamp: Millis }
  | { readonly tag: unknown; readonly topic: string; readonly error: ErrorName; readonly message: string }

/** The records of an answer that were sent with a tag, one by one. */
export function recordAnswers(answer: ProducerAnswer): RecordAnswer[] {
  if (answer.is === 'delivered') {
    const { topic, partition, sends, baseOffset, logAppendTime: timestamp } = answer
    return answer.tags.map(({ send, tag }) => ({ tag, topic, partition, offset: baseOffset < 0 ? -1 : baseOffset + send - sends.from, timestamp }))
  }
  if (answer.is === 'failed') return answer.tags.map(({ tag }) => ({ tag, topic: answer.topic, error: answer.error, message: answer.message }))
  return []
}
