import * as Comlink from 'comlink'
import { expect, test } from 'vitest'
import type { HostedRegion } from '../world/hosted-region.ts'
import type { Answer, Letter, LookAnswer, RanAnswer } from '../world/letters.ts'
import type { Scheduled } from '../world/queue.ts'
import { doorOf, postThrough, type RegionDoor } from './region-door.ts'

const segment = (bytes: Uint8Array): Scheduled =>
  ({ at: 5, to: 1, from: 0, n: 0, is: 'segment', pid: 0, body: { is: 'data', socket: 'a:1<', bytes, flights: [{ chunks: [bytes] }] } })
const bytesOf = (event: Scheduled) => (event.body as { bytes: Uint8Array }).bytes

/** Sends a letter through a port to a region that answers so; gives what arrived at either end. */
async function exchange(letter: Letter, answer: Answer): Promise<{ letter: Letter; answer: Answer }> {
  const { port1, port2 } = new MessageChannel(), arrived: Letter[] = []
  const region = { answer: (each: Letter) => { arrived.push(each); return answer } } as unknown as HostedRegion
  Comlink.expose(doorOf(Promise.resolve(region)), port2)
  const post = postThrough(Comlink.wrap<RegionDoor>(port1))
  const answered = await new Promise<Answer>((resolve, reject) => post(letter, resolve, reject))
  port1.close()
  return { letter: arrived[0]!, answer: answered }
}

test('bytes cross as copies of their own, once each; what is kept here stays whole', async () => {
  const log = new Uint8Array(1_000_000).fill(7), part = log.subarray(500, 510)
  const ran: RanAnswer = { handled: 1, next: -1, outbox: [segment(part)], told: [] }
  const crossed = await exchange({ is: 'run', events: [segment(part)], end: 9 }, ran)
  for (const event of [...(crossed.letter as Letter & { is: 'run' }).events, ...(crossed.answer as RanAnswer).outbox]) {
    expect([...bytesOf(event)]).toEqual([...part])
    expect(bytesOf(event).buffer.byteLength).toBe(10)
    expect((event.body as { flights: { chunks: Uint8Array[] }[] }).flights[0]!.chunks[0]).toBe(bytesOf(event))
  }
  expect([log.length, part[0]]).toEqual([1_000_000, 7])
})

test('what a disk gained is handed over: a storage gets pieces with buffers of their own', async () => {
  const bytes = new Uint8Array(64).fill(3)
  const look: LookAnswer = { delta: null, traces: [], flights: [], beans: null, changes: [{ machine: 'm1', nextInode: 2, files: {}, pieces: [{ inode: 1, offset: 0, bytes }] }] }
  const [changes] = ((await exchange({ is: 'look', now: 1 }, look)).answer as LookAnswer).changes
  expect([...changes!.pieces[0]!.bytes]).toEqual(Array.from({ length: 64 }, () => 3))
  expect(bytes.length).toBe(0)
})
