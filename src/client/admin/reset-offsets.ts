import type { Millis } from '../../env/units.ts'
import { DateTimeError, parseDateTime, parseDuration } from '../iso8601.ts'
import { idOf, type TopicPartition } from '../topic-partition.ts'
import { Refusal } from './operation.ts'

/** The eight ways of `kafka-consumer-groups.sh --reset-offsets`. */
export type ResetScenario =
  | { readonly to: 'earliest' | 'latest' | 'current' }
  | { readonly to: 'offset'; readonly offset: number }
  | { readonly to: 'shift'; readonly by: number }
  /** `YYYY-MM-DDTHH:mm:SS.sss`, with or without an offset. */
  | { readonly to: 'datetime'; readonly datetime: string }
  /** `PnDTnHnMnS` back from now. */
  | { readonly to: 'duration'; readonly duration: string }
  | { readonly to: 'file'; readonly rows: readonly PlannedOffset[] }

export interface PlannedOffset extends TopicPartition { readonly offset: number }

/** What has to be known of a partition. `atTime` is the first offset at or after `timeOf`: -1 when there is none, null when not asked. */
export interface PartitionFacts extends TopicPartition {
  readonly earliest: number
  readonly latest: number
  readonly committed: number | null
  readonly atTime: number | null
}

/** `warnings` are logged (to stderr), `notes` are printed. */
export interface ResetPlan { readonly rows: readonly PlannedOffset[]; readonly warnings: readonly string[]; readonly notes: readonly string[] }

/** The time whose offsets are to be looked up, for the scenarios that go by time. */
export function timeOf(scenario: ResetScenario, now: Millis): Millis | null {
  if (scenario.to === 'duration') {
    const ms = parseDuration(scenario.duration)
    if (ms === null) throw new Refusal('Text cannot be parsed to a Duration')
    return now - ms
  }
  if (scenario.to !== 'datetime') return null
  try {
    return parseDateTime(scenario.datetime)
  } catch (error) {
    throw error instanceof DateTimeError ? new Refusal(`java.text.ParseException: ${error.message}`) : error
  }
}

/** Only a group without members can be reset. */
export function ensureInactive(group: string, state: string): void {
  if (state !== 'Empty' && state !== 'Dead') {
    throw new Refusal(`Assignments can only be reset if the group '${group}' is inactive, but the current state is ${state}.`)
  }
}

/**
 * Where each partition goes. Pure: it is what a dry run prints and what `--execute` commits. Offsets out of a partition's range
 * are clamped with a warning where a number was asked for (OffsetsUtils.checkOffsetsRange), and never reached otherwise.
 */
export function planReset(scenario: ResetScenario, facts: readonly PartitionFacts[]): ResetPlan {
  const warnings: string[] = [], notes: string[] = []
  const rows = facts.map(fact => ({ topic: fact.topic, partition: fact.partition, offset: target(scenario, fact, warnings, notes) }))
  return { rows, warnings, notes }
}

function target(scenario: ResetScenario, fact: PartitionFacts, warnings: string[], notes: string[]): number {
  switch (scenario.to) {
    case 'earliest': return fact.earliest
    case 'latest': return fact.latest
    case 'current': return fact.committed ?? fact.latest
    case 'offset': return clamped(scenario.offset, fact, warnings)
    case 'shift': return clamped(shifted(scenario.by, fact), fact, warnings)
    case 'file': return clamped(rowOf(scenario.rows, fact).offset, fact, warnings)
    case 'datetime': case 'duration': return atTime(fact, notes)
  }
}

function shifted(by: number, fact: PartitionFacts): number {
  if (fact.committed === null) throw new Refusal(`Cannot shift offset for partition ${idOf(fact)} since there is no current committed offset`)
  return fact.committed + by
}

const rowOf = (rows: readonly PlannedOffset[], fact: TopicPartition): PlannedOffset => rows.find(row => idOf(row) === idOf(fact))!

function atTime(fact: PartitionFacts, notes: string[]): number {
  if (fact.atTime !== null && fact.atTime >= 0) return fact.atTime
  notes.push(`Warn: Partition ${fact.partition} from topic ${fact.topic} is empty. Falling back to latest known offset.`)
  return fact.latest
}

function clamped(offset: number, fact: PartitionFacts, warnings: string[]): number {
  const id = idOf(fact)
  if (offset > fact.latest) {
    warnings.push(`New offset (${offset}) is higher than latest offset for topic partition ${id}. Value will be set to ${fact.latest}`)
    return fact.latest
  }
  if (offset < fact.earliest) {
    warnings.push(`New offset (${offset}) is lower than earliest offset for topic partition ${id}. Value will be set to ${fact.earliest}`)
    return fact.earliest
  }
  return offset
}

/** `topic,partition,offset` lines, as `--export` writes and `--from-file` reads them; a missing number reads as 0. */
export function parsePlan(text: string): PlannedOffset[] {
  return text.split('\n').filter(line => line.trim() !== '').map(line => {
    const [topic = '', partition = '0', offset = '0'] = line.split(',').map(part => part.trim())
    if (!/^-?\d+$/.test(partition) || !/^-?\d+$/.test(offset)) throw new Refusal(`Cannot read the line '${line}' as topic,partition,offset`)
    return { topic, partition: Number(partition), offset: Number(offset) }
  })
}
export const exportPlan = (rows: readonly PlannedOffset[]): string => rows.map(({ topic, partition, offset }) => `${topic},${partition},${offset}\n`).join('')
