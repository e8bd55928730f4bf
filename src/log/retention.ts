import type { Millis } from '../env/units.ts'
import type { LogConfig } from './api.ts'
import type { Segment } from './segment.ts'

/** What retention is decided by. */
export interface Retained {
  readonly segments: readonly Segment[]
  readonly logStartOffset: number
  readonly logEndOffset: number
  readonly highWatermark: number
  readonly config: LogConfig
}

/** Whether a segment may go; `next` is the base offset behind it, or the log's end for the active one. */
type Rule = (segment: Segment, next: number, isActive: boolean) => boolean

/**
 * How many of the oldest segments may go (UnifiedLog.deletableSegments): what lies before the log start always; by size and
 * time where `cleanup.policy` has `delete`. Never anything at or above the high watermark, never an empty active segment.
 */
export function deletableSegments(log: Retained, now: Millis): number {
  const beforeStart: Rule = (_, next, isActive) => !isActive && next <= log.logStartOffset
  if (!log.config.cleanupPolicy.includes('delete')) return leading(log, beforeStart)
  return Math.max(leading(log, beforeStart), leading(log, overSize(log)), leading(log, overTime(log, now)))
}

function leading({ segments, logEndOffset, highWatermark }: Retained, rule: Rule): number {
  const kept = segments.findIndex((segment, i) => {
    const isActive = i === segments.length - 1
    const next = segments[i + 1]?.baseOffset ?? logEndOffset
    return (isActive && segment.size === 0) || highWatermark < next || !rule(segment, next, isActive)
  })
  return kept < 0 ? segments.length : kept
}

/** `retention.bytes`: as long as what is left still reaches that size. */
function overSize({ segments, config }: Retained): Rule {
  let excess = config.retentionBytes < 0 ? -1 : segments.reduce((sum, segment) => sum + segment.size, 0) - config.retentionBytes
  return segment => (excess -= segment.size) >= 0
}

/** `retention.ms`, by the largest timestamp of the segment. */
const overTime = ({ config }: Retained, now: Millis): Rule => segment =>
  config.retentionMs >= 0 && now - segment.largestTimestamp > config.retentionMs
