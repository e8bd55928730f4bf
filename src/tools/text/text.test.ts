import { expect, test } from 'vitest'
import { ConsumerGroupMetadataValue } from '../../protocol/messages/consumer-group-records.ts'
import { OffsetCommitValue } from '../../protocol/messages/group-records.ts'
import { fc } from '../../testing/property.ts'
import { base64Text } from './base64.ts'
import { messageJson } from './message-json.ts'
import { randomFrom } from './random-from.ts'

test('base64 is everybody\'s', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
    expect(base64Text(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  }))
})

test('a message as JSON: only what its version has, tagged fields where they say something, 64 bits whole', () => {
  const commit = { offset: 7, leaderEpoch: 2, metadata: 'm', commitTimestamp: 9, expireTimestamp: -1, topicId: 'AAAAAAAAAAAAAAAAAAAAAA' }
  expect(messageJson(OffsetCommitValue, 1, commit)).toBe('{"offset":7,"metadata":"m","commitTimestamp":9,"expireTimestamp":-1}')
  expect(messageJson(OffsetCommitValue, 4, commit)).toBe('{"offset":7,"leaderEpoch":2,"metadata":"m","commitTimestamp":9}')
  expect(messageJson(ConsumerGroupMetadataValue, 0, { epoch: 2, metadataHash: -6303432992692645466n })).toBe('{"epoch":2,"metadataHash":-6303432992692645466}')
})

test('the same seed draws the same, within its bounds', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 1, max: 1_000 }), (seed, below) => {
    const draw = () => Array.from({ length: 5 }, (random => () => random.below(below))(randomFrom(seed)))
    expect(draw()).toEqual(draw())
    expect(draw().every(each => each >= 0 && each < below)).toBe(true)
  }))
})
