import { expect, test } from 'vitest'
import { goldenJson } from '../../testing/golden.ts'
import { LATEST, defaultLevels, dependenciesOf, levelName, levelOf } from './releases.ts'

interface Golden {
  metadataVersions: { level: number; name: string; release: string; production: boolean; defaults: Record<string, number> }[]
  features: { name: string; levels: { level: number; dependencies: Record<string, number> }[] }[]
}
const golden = goldenJson<Golden>('features.json')

test('levels, names and defaults are those of Kafka 4.3', () => {
  const released = golden.metadataVersions.filter(({ production }) => production)
  expect(LATEST).toBe(released.at(-1)!.level)
  for (const { level, name, release, defaults } of released) {
    expect([levelName(level), levelOf(name)]).toEqual([name, level])
    expect(levelOf(release)).toBe(released.findLast(each => each.release === release)!.level)
    expect(Object.fromEntries(defaultLevels(level))).toEqual(defaults)
  }
})

test('dependencies too, and what there is not', () => {
  for (const { name, levels } of golden.features) {
    for (const { level, dependencies } of levels) expect(Object.fromEntries(dependenciesOf(name, level)!)).toEqual(dependencies)
    expect(dependenciesOf(name, levels.length)).toBeNull()
  }
  expect([levelOf('2.8'), dependenciesOf('no.such.feature', 1)]).toEqual([null, null])
})
