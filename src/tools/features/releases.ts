/*
 * Levels of metadata.version by release, and what other features begin with at a level (MetadataVersion.java, Feature.java of 4.3).
 */

export const FIRST = 7
/** From level 7 on. */
const NAMES = [
  '3.3-IV3', '3.4-IV0', '3.5-IV0', '3.5-IV1', '3.5-IV2', '3.6-IV0', '3.6-IV1', '3.6-IV2', '3.7-IV0', '3.7-IV1', '3.7-IV2', '3.7-IV3', '3.7-IV4',
  '3.8-IV0', '3.9-IV0', '4.0-IV0', '4.0-IV1', '4.0-IV2', '4.0-IV3', '4.1-IV0', '4.1-IV1', '4.2-IV0', '4.2-IV1', '4.3-IV0',
]
export const LATEST = FIRST + NAMES.length - 1

export const levelName = (level: number): string => NAMES[level - FIRST] ?? `UNKNOWN [${level}]`
/** `4.0` is the newest of 4.0, `4.0-IV1` itself; null: there is no such release. */
export function levelOf(release: string): number | null {
  const at = NAMES.findLastIndex(name => name === release || name.startsWith(`${release}-`))
  return at < 0 ? null : at + FIRST
}

/** Each feature's levels from 1 on, by the level of metadata.version they begin to be the default at; in Kafka's order. */
const SINCE: readonly (readonly [feature: string, since: readonly number[]])[] = [
  ['kraft.version', [21]], ['transaction.version', [24, 24]], ['group.version', [22]], ['eligible.leader.replicas.version', [26]],
  ['share.version', [28]], ['streams.version', [29]],
]
export const defaultLevels = (metadataVersion: number): (readonly [feature: string, level: number])[] =>
  SINCE.map(([feature, since]) => [feature, since.filter(level => level <= metadataVersion).length])

/** What a level needs of other features; null: there is no such level. */
export function dependenciesOf(feature: string, level: number): readonly (readonly [feature: string, level: number])[] | null {
  const levels = SINCE.find(([name]) => name === feature)?.[1].length
  if (levels === undefined || level < 0 || level > levels) return null
  return feature === 'eligible.leader.replicas.version' && level === 1 ? [['metadata.version', 23]] : []
}

/** As `version-mapping` prints it; `release` as it was named. */
export const mappingLines = (level: number, release: string): string[] =>
  [`metadata.version=${level} (${release})`, ...defaultLevels(level).map(([feature, each]) => `${feature}=${each}`)]
