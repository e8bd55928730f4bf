import { expect, test } from 'vitest'
import { troubled } from '../../testing/view-fixture.ts'
import { words as configsEn } from '../configs/words.en.ts'
import { fill } from '../i18n/index.ts'
import { textsOf } from './hover-text.ts'
import { words as en } from './words.en.ts'

const words = {
  say: (key: keyof typeof en, values = {}) => fill(en[key], values), configs: (key: keyof typeof configsEn) => configsEn[key], view: troubled,
}

test('a topic’s config: default, meaning, and which topics have a value of their own', () => {
  expect(textsOf({ name: 'min.insync.replicas', as: 'quoted' }, '', words)).toMatchInlineSnapshot(`
    [
      "**min.insync.replicas** · topic · default \`1\`

    With acks=all a leader takes a batch only while so many replicas are in sync, itself among them. Else: NOT_ENOUGH_REPLICAS.

    Set on: clicks \`1\`, orders \`2\`",
    ]
  `)
  expect(textsOf({ name: 'retention.ms', as: 'quoted' }, '', words)[0]).toContain('default `604800000` (7 d)')
})

test('an option: the config it stands for, and what its own package does about it', () => {
  expect(textsOf({ name: 'idempotent', as: 'key' }, '', words)).toMatchInlineSnapshot(`
    [
      "**enable.idempotence** · producer · default \`true\`

    Whether batches carry the producer’s id and a number, so that one sent twice is written once.

    This package’s own default: \`false\`",
    ]
  `)
  expect(textsOf({ name: 'retry', as: 'key' }, '', words)).toEqual(['**retry**: understood, and without effect here.'])
})

test('what is no config says nothing', () => {
  expect(textsOf({ name: 'topic', as: 'key' }, '', words)).toEqual([])
  expect(textsOf({ name: 'acks', as: 'property' }, '', words)).toEqual([])
})
