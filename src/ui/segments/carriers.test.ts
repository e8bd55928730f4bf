import { beforeAll, describe, expect, test } from 'vitest'
import { frameAnnotator, type AnnotateFrame } from '../../session/segments.ts'
import { brokerProcess } from '../../world/view-helpers.ts'
import { world } from '../../testing/cluster.ts'
import { WireTap } from '../../host/wire-tap.ts'
import { broughtTo, crcOf, ofPartition, placeIn, rewritten, rowOfBatch } from './carriers.ts'
import { above, parentOf, rowsBetween, rowsOf } from './rows.ts'

let annotate: AnnotateFrame
beforeAll(async () => { annotate = await frameAnnotator() })

/** A world that wrote, and the first batch of a replica with the frames that carried it. */
function written() {
  const w = world(), tap = new WireTap(w.world.flights)
  w.topic('orders')
  w.produce('checkout', 'orders', { count: 40 })
  w.run(3).seconds
  const view = w.world.view(), leader = w.leader('orders-0')!
  const batchOn = (broker: number): Uint8Array => {
    const log = Object.entries(w.world.files(brokerProcess(view, broker)!.machine, '/data/orders-0/')).find(([name]) => name.endsWith('.log'))![1]
    return log.subarray(0, new DataView(log.buffer, log.byteOffset).getInt32(8) + 12)
  }
  const frames = (batch: Uint8Array) => ofPartition(tap.carrying(crcOf(batch), view.metadata, w.world.requests()), 'orders-0')
  return { leader, follower: [1, 2, 3].find(id => id !== leader)!, batchOn, frames, bytesOf: (id: number) => tap.bytes(id)! }
}

describe('a batch in its file and on the wire', () => {
  test('came to the leader in a Produce request; the leader set its epoch, which the checksum does not cover', () => {
    const { leader, batchOn, frames, bytesOf } = written(), batch = batchOn(leader), brought = broughtTo(frames(batch), `broker-${leader}`)!
    expect(`${brought.api} ${brought.dir} ${brought.from}`).toBe('Produce request checkout')
    const frame = bytesOf(brought.id), at = placeIn(frame, batch)!
    expect(rewritten(frame, at, batch)).toEqual([{ field: 'partitionLeaderEpoch', was: -1, is: 0 }])
  })

  test('came to a follower in the answer to its Fetch, byte for byte as the leader has it', () => {
    const { leader, follower, batchOn, frames, bytesOf } = written(), batch = batchOn(follower), brought = broughtTo(frames(batch), `broker-${follower}`)!
    expect(`${brought.api} ${brought.dir} ${brought.from}`).toBe(`Fetch response broker-${leader}`)
    const frame = bytesOf(brought.id), at = placeIn(frame, batch)!
    expect([frame.subarray(at, at + batch.length), rewritten(frame, at, batch)]).toEqual([batch, []])
  })

  test('has the same fields under the same ids in both: what is chosen in one can be chosen in the other', () => {
    const { leader, batchOn, frames, bytesOf } = written(), batch = batchOn(leader), brought = broughtTo(frames(batch), `broker-${leader}`)!
    const bytes = bytesOf(brought.id), space = { root: '', bytes, parts: annotate(brought.key, brought.version, brought.dir, bytes)! }
    const place = rowOfBatch(space, placeIn(bytes, batch)!)!, rows = rowsOf(space, new Set([...above(place), place]))
    expect(rowsBetween(rows, 0, rows.length).filter(({ id }) => parentOf(id) === place).map(({ id, node }) => `${id.slice(place.length)} ${node.name}`).slice(0, 5)).toEqual([
      '/0 baseOffset', '/1 batchLength', '/2 partitionLeaderEpoch', '/3 magic', '/4 crc',
    ])
  })

  test('is not found where a bit of it was turned over since', () => {
    const { leader, batchOn, frames, bytesOf } = written(), batch = batchOn(leader), [frame] = frames(batch)
    const turned = batch.map((byte, i) => i === batch.length - 1 ? byte ^ 1 : byte)
    expect(placeIn(bytesOf(frame!.id), turned)).toBe(null)
  })
})
