import { describe, expect, test } from 'vitest'
import { UpdateFeatures } from '../protocol/apis/57-update-features.ts'
import { errorName } from '../protocol/errors.ts'
import { goldenJson } from '../testing/golden.ts'
import { decoded, Desk } from './desk.testing.ts'
import { updateFeatures } from './update-features.ts'

/* KIP-584, KIP-778; answers as `kafka-features.sh` of 4.3 printed them (golden/cli/cluster.txt). */

const UPGRADE = 1, SAFE = 2, UNSAFE = 3
const update = (desk: Desk, changes: Record<string, number>, upgradeType = UPGRADE, validateOnly = false): string => {
  const answer = desk.take(updateFeatures(desk.knowledge, decoded(UpdateFeatures.request, 1, {
    featureUpdates: Object.entries(changes).map(([feature, maxVersionLevel]) => ({ feature, maxVersionLevel, upgradeType })), validateOnly,
  })))
  return [errorName(answer.errorCode!), answer.errorMessage].filter(each => each !== null).join(': ')
}
const FAILED = 'INVALID_UPDATE_VERSION: The update failed for all features since the following feature had an error: '

test.each([
  [{ 'metadata.version': 29 }, UPGRADE, FAILED + "Invalid update version 29 for feature metadata.version. Can't downgrade the version of this feature "
    + 'without setting the upgrade type to either safe or unsafe downgrade.'],
  [{ 'metadata.version': 99 }, UPGRADE, FAILED + 'Invalid update version 99 for feature metadata.version. Local controller 100 only supports versions 7-30'],
  [{ 'metadata.version': 25 }, SAFE, FAILED + 'Unsupported metadata.version downgrade from 30 to 25. '
    + 'Refusing to perform the requested downgrade because it might delete metadata information.'],
  [{ 'metadata.version': 25 }, UNSAFE, FAILED + 'Unsupported metadata.version downgrade from 30 to 25. '
    + 'Unsafe metadata downgrade is not supported in this version.'],
  [{ 'no.such.feature': 1 }, UPGRADE, FAILED + 'Invalid update version 1 for feature no.such.feature. Local controller 100 does not support this feature.'],
  [{ 'kraft.version': 1 }, SAFE, FAILED + "Invalid update version 1 for feature kraft.version. Can't downgrade to a newer version."],
  [{ 'share.version': -1 }, SAFE, FAILED + 'Invalid update version -1 for feature share.version. A feature version cannot be less than 0.'],
  [{ 'share.version': 0 }, 9, FAILED + 'Invalid update version 0 for feature share.version. The controller does not support the given upgrade type.'],
  [{ 'metadata.version': 30 }, UPGRADE, 'NONE'], [{ 'transaction.version': 1 }, SAFE, 'NONE'], [{ 'share.version': 0 }, UNSAFE, 'NONE'],
])('%o (type %i)', (changes, type, answer) => expect(update(new Desk(), changes, type, true)).toBe(answer))

describe('levels change', () => {
  test('all together or not at all, and not when it was only a question', () => {
    const desk = new Desk()
    expect(update(desk, { 'transaction.version': 1 }, SAFE, true)).toBe('NONE')
    expect(update(desk, { 'transaction.version': 1, 'no.such.feature': 1 }, SAFE)).toContain('INVALID_UPDATE_VERSION')
    expect(desk.image.features.get('transaction.version')).toBe(2)
    expect(update(desk, { 'transaction.version': 1, 'group.version': 0 }, SAFE)).toBe('NONE')
    expect([desk.image.features.get('transaction.version'), desk.image.features.has('group.version')]).toEqual([1, false])
    expect(update(desk, { 'transaction.version': 2 })).toBe('NONE')
  })

  test('but for the quorum\'s own, whose voters are fixed', () => {
    expect(update(new Desk(), { 'kraft.version': 1 })).toContain('The voters of this quorum are fixed')
  })
})

test('levels have the dependencies that Kafka\'s have', () => {
  const { features } = goldenJson<{ features: { name: string; levels: { level: number; dependencies: Record<string, number> }[] }[] }>('features.json')
  const needy = features.flatMap(({ name, levels }) => levels.filter(each => Object.keys(each.dependencies).length > 0).map(each => [name, each.level, each.dependencies]))
  expect(needy).toEqual([['eligible.leader.replicas.version', 1, { 'metadata.version': 23 }]])
})
