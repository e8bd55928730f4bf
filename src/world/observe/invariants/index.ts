import { acksAllKept } from './acks-all-kept.ts'
import { committedNotCut } from './committed-not-cut.ts'
import { highWatermarkGrows } from './high-watermark-grows.ts'
import { isrInReplicas } from './isr-in-replicas.ts'
import { leaderEpochGrows } from './leader-epoch-grows.ts'
import { logMatching } from './log-matching.ts'
import { oneLeader } from './one-leader.ts'
import { oneOwner } from './one-owner.ts'
import type { Rule } from './rule.ts'

export const INVARIANTS: readonly Rule[] = [
  logMatching, committedNotCut, highWatermarkGrows, leaderEpochGrows, oneLeader, isrInReplicas, acksAllKept, oneOwner,
]
