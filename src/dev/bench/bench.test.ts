import { expect, test } from 'vitest'
import { makeCodecs } from '../../host/codecs.ts'
import { ListOffsets } from '../../protocol/apis/02-list-offsets.ts'
import { decodeOurs, decodeTheirs } from './decode.ts'
import { encodeOurs, encodeTheirs } from './encode.ts'
import { inpOf, told } from './page/inp.ts'
import { table } from './table.ts'
import { answersIn, askingWorld, pumpThrough, topicWorld } from './worlds.ts'

test('what is compared with kafkajs is the same work: both encoders give the same bytes', async () => {
  expect(Buffer.from(encodeOurs()).equals(Buffer.from(await encodeTheirs()))).toBe(true)
})

test('and both decoders find the same values', async () => {
  const bytes = encodeOurs()
  expect(decodeOurs(bytes, await makeCodecs())).toBe(100_000)
  expect(await decodeTheirs(Buffer.from(bytes))).toBe(100_000)
})

test('every record that is pumped through the measured world is on three replicas and was read', async () => {
  const world = topicWorld(await makeCodecs())
  const { delivered } = pumpThrough(world, 5_000)
  expect(delivered).toBe(5_000)
  const ends = Object.entries(world.view().replicas).filter(([id]) => id.startsWith('orders-')).map(([, replicas]) => Object.values(replicas).map(({ hw }) => hw))
  expect(ends.map(each => each.length)).toEqual([3, 3, 3, 3, 3, 3])
  expect(ends.reduce((sum, each) => sum + Math.max(...each), 0)).toBe(5_000)
})

test('every answer that is counted was a frame on the wire, and so was its request', async () => {
  const world = askingWorld(await makeCodecs()), before = answersIn(world), seen = { request: 0, response: 0 }
  world.flights.watch(({ key, dir }) => { if (key === ListOffsets.key) seen[dir]++ })
  world.advance({ until: world.now + 20_000 })
  const answered = answersIn(world) - before, underWay = 4 * 5
  expect(answered).toBeGreaterThan(100)
  for (const count of Object.values(seen)) expect(Math.abs(count - answered)).toBeLessThanOrEqual(underWay)
})

test('INP is the worst of up to fifty interactions, and one in fifty more is let go', () => {
  const worstFirst = [300, 90, 40].map(ms => ({ what: 'keydown', ms }))
  expect([inpOf(worstFirst, 40), inpOf(worstFirst, 60), inpOf(worstFirst, 500), inpOf([], 40)]).toEqual([300, 90, 40, 0])
})

test('an interaction is told with where its time went', () => {
  expect(told({ what: 'keydown input', ms: 96, waited: 12, handled: 30 })).toBe('keydown input 96 ms (12 waited, 30 handled, 54 drawn)')
})

test('the table says how each value stands to its aim, its minimum and its peer', () => {
  const row = { unit: 'records/s', aim: 2_000_000, minimum: 1_000_000, better: 'more' } as const
  expect(table([
    { ...row, figure: 'through', value: 1_234_567 },
    { ...row, figure: 'encode', value: 2_500_000, peer: { name: 'kafkajs', value: 100_000 } },
    { figure: 'memory', value: 601, unit: 'MB', aim: 400, minimum: 600, better: 'less' },
  ])).toMatchInlineSnapshot(`
    "figure   value                aim        minimum                 peer
    through  1,234,567 records/s  2,000,000  1,000,000  minimum met
    encode   2,500,000 records/s  2,000,000  1,000,000  aim met      25× kafkajs (100,000)
    memory   601 MB               400        600        MISSED"
  `)
})
