import { describe, expect, test } from 'vitest'
import { judged } from './allow-list.ts'
import { differences } from './differential/compare.ts'

describe('an allow-list', () => {
  const checks = [{ name: 'a', passed: true }, { name: 'b', passed: false }, { name: 'c', passed: true }]

  test('is broken by what passed once and fails, or was not run', () => expect(judged(['a', 'b', 'd'], checks).broken).toEqual(['b', 'd']))
  test('does not know yet what passes for the first time', () => expect(judged(['a'], checks).fresh).toEqual(['c']))
})

describe('two answers', () => {
  test('are the same in any order, whatever their ids and times', () => {
    const kafka = { throttleTimeMs: 3, topics: [{ name: 'a', topicId: 'one', errorCode: 0 }, { name: 'b', topicId: 'two', errorCode: 3 }] }
    const ours = { throttleTimeMs: 0, topics: [{ name: 'b', topicId: 'three', errorCode: 3 }, { name: 'a', topicId: 'four', errorCode: 0 }] }
    expect(differences(kafka, ours)).toEqual([])
  })

  test('differ where a field does, where one has what the other has not, and where an id is missing', () => {
    const kafka = { topics: [{ name: 'a', topicId: 'one', errorCode: 0 }, { name: 'b' }] }
    const ours = { topics: [{ name: 'a', topicId: 'AAAAAAAAAAAAAAAAAAAAAA', errorCode: 3 }, { name: 'c' }] }
    expect(differences(kafka, ours)).toEqual([
      'topics["a"].topicId: Kafka "one", here "AAAAAAAAAAAAAAAAAAAAAA"', 'topics["a"].errorCode: Kafka 0, here 3', 'topics["b"]: Kafka alone',
        'topics["c"]: here alone',
    ])
  })

  test('differ by a byte of their records', () => {
    expect(differences({ records: Uint8Array.of(1, 2) }, { records: Uint8Array.of(1, 3) })).toEqual(['records: Kafka "0102", here "0103"'])
  })

  test('are not compared where a step says so', () => expect(differences({ a: 1, b: 2 }, { a: 9, b: 2 }, new Set(['a']))).toEqual([]))
})
