import type { Env } from '../../env/process.ts'
import { micros, type Micros } from '../../env/units.ts'
import { exponentialBackoff } from '../../net/backoff.ts'
import type { ErrorName } from '../../protocol/errors.ts'
import type { ConsumerConfig } from '../config/consumer.ts'
import type { KafkaClient } from '../network/kafka-client.ts'
import type { TopicPartition } from '../topic-partition.ts'
import type { CoordinatorLink } from './coordinator-link.ts'
import type { ConsumerMetrics } from './metrics.ts'
import type { Subscriptions } from './subscriptions.ts'

export interface CommittedPosition extends TopicPartition { readonly offset: number; readonly leaderEpoch: number; readonly metadata: string }

/** What a consumer has to say, in order. */
export type ConsumerEvent =
  /** `poll` has something to give, or something to tell by its events. Told once for each `poll` that gave nothing. */
  | { readonly is: 'ready' }
  /** ConsumerRebalanceListener. `lost`: they may belong to others already, so nothing can be committed for them. */
  | { readonly is: 'assigned' | 'revoked' | 'lost'; readonly partitions: readonly TopicPartition[] }
  | { readonly is: 'committed'; readonly tag: unknown; readonly offsets: readonly CommittedPosition[]; readonly error: ErrorName | null; readonly message: string | null }
  /** What `poll` throws in Java. `fatal`: it will not go on by itself. */
  | { readonly is: 'error'; readonly error: ErrorName; readonly message: string; readonly fatal: boolean }
  | { readonly is: 'closed'; readonly tag: unknown }

/** What the parts of one consumer share. */
export interface ConsumerContext {
  readonly env: Env
  readonly config: ConsumerConfig
  readonly client: KafkaClient
  readonly subscriptions: Subscriptions
  readonly link: CoordinatorLink
  readonly metrics: ConsumerMetrics
  tell(event: ConsumerEvent): void
}

/** When to try again, after so many attempts. */
export const retryAt = ({ env, config }: Pick<ConsumerContext, 'env' | 'config'>, attempts: number): Micros =>
  env.now() + exponentialBackoff(env.random, config.retryBackoffMs, config.retryBackoffMaxMs, attempts) * micros.perMilli
