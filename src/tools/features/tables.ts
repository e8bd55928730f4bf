import { ToolException } from '../exception.ts'
import type { Options } from '../options/options.ts'
import type { Shell } from '../tool.ts'
import { FIRST, LATEST, dependenciesOf, levelName, levelOf, mappingLines } from './releases.ts'

/* What kafka-features.sh and kafka-storage.sh know of releases without asking anybody. */

export type Level = readonly [feature: string, level: number]

export function knownRelease(release: string): number {
  const level = levelOf(release)
  if (level !== null) return level
  throw new ToolException('', `Unknown metadata.version ${release}. Supported metadata.version are from ${levelName(FIRST)} to ${levelName(LATEST)}`)
}

export function featureLevel(text: string): Level {
  const [, feature, level] = /^([^=]+)=(-?\d+)$/.exec(text.trim()) ?? []
  if (feature === undefined) throw new ToolException('', `Can't parse feature=level string ${text}: equals sign not found.`)
  return [feature, Number(level)]
}

/** `version-mapping` */
export function tellMapping(shell: Shell, options: Options): void {
  const release = options.one('release-version') ?? options.one('r'), level = release === undefined ? LATEST : knownRelease(release)
  for (const line of mappingLines(level, release ?? levelName(LATEST))) shell.out(line)
}

/** `feature-dependencies` */
export function tellDependencies(shell: Shell, options: Options): void {
  for (const [feature, level] of options.all('feature').map(featureLevel)) {
    const needs = dependenciesOf(feature, level)
    if (needs === null) throw new ToolException('', `Unknown feature level ${feature}=${level}`)
    const lines = needs.map(([name, each]) => `    ${name}=${each}${name === 'metadata.version' ? ` (${levelName(each)})` : ''}`)
    shell.out(needs.length === 0 ? `${feature}=${level} has no dependencies.` : [`${feature}=${level} requires:`, ...lines].join('\n'))
  }
}
