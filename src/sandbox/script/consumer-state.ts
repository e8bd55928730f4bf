import type { RecordSlice } from '../../client/consumer/record-slices.ts'
import type { TopicPartition } from '../../client/topic-partition.ts'
import type { TimerId } from '../../env/process.ts'
import type { ClientOptions, JavaConfig } from '../dialects/index.ts'
import { AskError } from './asked.ts'
import type { Attempts } from './failure.ts'

/** A place to read from. */
export interface From extends TopicPartition { readonly next: number }

export interface State {
  connected: boolean
  topics: string[]
  pattern: string | null
  /** What `subscribe` said of the beginning; null: nothing, the dialect's config holds. */
  fromBeginning: boolean | null
  /** Number of the function the records go to; null: not running. */
  handler: number | null
  /** Where the script says `run`. */
  line: number | null
  /** Commit what is resolved after each batch, as kafkajs does. */
  commitsEachBatch: boolean
  /** `eachMessage` or `eachBatch`. */
  each: string
  /** What is handed over and has not come back yet, and the first of it that is not resolved. */
  invoked: From | null
  /** Since the consumer began, the script's function failed. */
  attempts: Attempts | null
  /** Nothing is handed over for now; without a timer the consumer that crashed is still leaving. */
  pause: { readonly timer: TimerId | null; readonly then: 'retry' | 'restart' } | null
  queue: RecordSlice[]
  /** Next offset to commit, of partitions with something resolved since the last commit. */
  resolved: Map<string, TopicPartition & { offset: number }>
  config: JavaConfig | null
}

export const newState = (): State => ({
  connected: false, topics: [], pattern: null, fromBeginning: null, handler: null, line: null, commitsEachBatch: false, each: 'eachMessage',
  invoked: null, attempts: null, pause: null, queue: [], resolved: new Map(), config: null,
})

export interface SavedState extends Omit<State, 'resolved'> { resolved: [string, TopicPartition & { offset: number }][] }

export const saveState = ({ topics, queue, resolved, ...rest }: State): SavedState =>
  ({ ...rest, topics: [...topics], queue: [...queue], resolved: [...resolved].map(([id, each]) => [id, { ...each }]) })

export const loadState = ({ topics, queue, resolved, ...rest }: SavedState): State =>
  ({ ...rest, topics: [...topics], queue: [...queue], resolved: new Map(resolved) })

export function subscribe(state: State, { topics, fromBeginning }: Readonly<Record<string, unknown>>): void {
  if (state.handler !== null) throw new AskError('KafkaJSNonRetriableError', 'Cannot subscribe to topic while consumer is running')
  for (const each of (Array.isArray(topics) ? topics : []) as { topic?: string; pattern?: string }[]) {
    if (each.topic) state.topics.push(String(each.topic))
    else if (each.pattern) state.pattern = String(each.pattern)
  }
  if (typeof fromBeginning === 'boolean') state.fromBeginning = fromBeginning
}

/** What `run` adds to a consumer's config. kafkajs commits what is resolved, by itself after each batch unless it was given an interval. */
export function runConfig(
  config: JavaConfig, dialect: ClientOptions['dialect'], fromBeginning: boolean | null, { autoCommit, autoCommitInterval }: Readonly<Record<string, unknown>>,
): { config: JavaConfig; commitsEachBatch: boolean } {
  const isKafkajs = dialect === 'kafkajs', commitsByTime = autoCommit !== false && typeof autoCommitInterval === 'number'
  return {
    commitsEachBatch: isKafkajs && autoCommit !== false && !commitsByTime,
    config: {
      ...config,
      ...(fromBeginning !== null && { 'auto.offset.reset': fromBeginning ? 'earliest' : 'latest' }),
      ...(isKafkajs && { 'enable.auto.commit': String(commitsByTime) }),
      ...(isKafkajs && commitsByTime && { 'auto.commit.interval.ms': String(autoCommitInterval) }),
    },
  }
}
