import { expect, test } from 'vitest'
import { isFinishedChunk } from '../../world/disk-chunk.ts'
import { topologyActions } from '../../world/topology.ts'
import { World } from '../../world/world.ts'
import { programs } from '../../world/programs.ts'
import { anyText, fc } from '../../testing/property.ts'
import { makeCodecs } from '../codecs.ts'
import { packed, unpacked } from './packed.ts'

const nothing = (): boolean => false
const thereAndBack = (value: unknown): unknown => unpacked(packed(value, nothing))

const leaf = fc.oneof(
  fc.constantFrom(undefined, null, true, false, NaN, -0, Infinity, 2 ** 31, -(2 ** 31), 2 ** 53), fc.integer(), fc.double(), fc.bigInt(), anyText(),
  fc.uint8Array({ maxLength: 300 }),
)
const { plain } = fc.letrec(tie => ({
  plain: fc.oneof({ depthSize: 'small' }, leaf,
    fc.array(tie('plain'), { maxLength: 6 }), fc.dictionary(fc.string(), tie('plain'), { maxKeys: 6 }),
    fc.array(fc.tuple(leaf, tie('plain')), { maxLength: 5 }).map(entries => new Map(entries)), fc.array(leaf, { maxLength: 5 }).map(each => new Set(each))),
}))

test('plain data comes back as it was', () => {
  fc.assert(fc.property(plain, value => { expect(thereAndBack(value)).toStrictEqual(value) }), { numRuns: 300 })
})

test('a half of a surrogate pair is a text too, and a topic may be called __proto__', () => {
  const value = { text: 'a\ud800b', topics: JSON.parse('{"__proto__":{"partitions":1}}') as unknown }
  expect(JSON.stringify(thereAndBack(value))).toBe(JSON.stringify(value))
})

test('bytes are a copy, unless others have them as well or they lie in a large buffer', () => {
  const frame = new Uint8Array(100_000), shared = { at: 0 }, value = { small: Uint8Array.of(1, 2), large: frame.subarray(5, 9), shared }
  const { bytes: _, ...rest } = packed(value, part => part === shared)
  expect(rest.shared).toEqual([value.large, shared])
  const back = unpacked(packed(value, part => part === shared)) as typeof value
  expect([back.small !== value.small, back.large === value.large, back.shared === shared]).toEqual([true, true, true])
})

test('a world goes on from a packed moment as it does from the moment itself', async () => {
  const options = { seed: 7, programs, codecs: await makeCodecs(), onCrash: 'throw' } as const, world = new World(options)
  for (const action of topologyActions({ brokers: 3 })) world.act(action)
  world.advance({ until: 8_000_000 })
  const state = world.save(), small = packed(state, isFinishedChunk)
  expect(small.bytes.length).toBeLessThan(100_000)
  world.advance({ until: 14_000_000 })
  const again = World.load(options, unpacked(small) as typeof state)
  again.advance({ until: 14_000_000 })
  expect([again.traceHash(), again.view()]).toEqual([world.traceHash(), world.view()])
})
