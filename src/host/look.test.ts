import { describe, expect, test } from 'vitest'
import { world } from '../testing/cluster.ts'
import { brokerProcess } from '../world/view-helpers.ts'
import { FRAMES_AT_ONCE } from './look.ts'
import { WireTap } from './wire-tap.ts'

/* Frames as they left, for who reads the wire: numbered, with errors by Kafka's names and the time each part of the way took. */

function tapped(seconds = 3) {
  const w = world(), tap = new WireTap(w.world.flights)
  w.topic('orders')
  w.produce('checkout', 'orders', { count: 60 })
  w.run(seconds).seconds
  return { w, tap, after: (id: number) => tap.after(id, w.world.view().metadata, w.world.requests()) }
}

describe('the wire, tapped', () => {
  test('numbers frames without a gap, the latest of them when nobody asked before', () => {
    const { tap, after } = tapped(30)
    const last = after(-1)
    expect(last.map(frame => frame.id)).toEqual(Array.from({ length: FRAMES_AT_ONCE }, (_, i) => tap.last - FRAMES_AT_ONCE + 1 + i))
    expect(after(tap.last)).toEqual([])
    expect(after(tap.last - 3).map(frame => frame.id)).toEqual([tap.last - 2, tap.last - 1, tap.last])
  })

  test('knows where the time of a Produce went: most of it waiting for the followers', () => {
    const { after } = tapped()
    const { times } = after(-1).findLast(frame => frame.api === 'Produce' && frame.times)!
    expect(times!.answeredAt - times!.handledAt).toBeGreaterThan(times!.handledAt - times!.begunAt)
  })

  test('gives a frame\'s bytes whole, and those of no other', () => {
    const { tap, after } = tapped()
    for (const { id, bytes } of after(-1)) {
      const found = tap.bytes(id)!
      expect(found.length).toBe(bytes)
      expect(new DataView(found.buffer).getInt32(0)).toBe(bytes - 4)
    }
    expect(tap.bytes(tap.last + 1)).toBeNull()
  })

  test('finds who carried a batch by its checksum: the request that brought it, and the answers that passed it on', () => {
    const { w, tap } = tapped(), view = w.world.view(), leader = w.leader('orders-0')!
    const [log] = Object.entries(w.world.files(brokerProcess(view, leader)!.machine, '/data/orders-0/')).find(([name]) => name.endsWith('.log'))!.slice(1) as [Uint8Array]
    const crc = new DataView(log.buffer, log.byteOffset).getUint32(17), found = tap.carrying(crc, view.metadata, w.world.requests())
    expect(found.map(({ api, dir, from, to }) => `${api} ${dir} ${from} → ${to}`.replaceAll(`broker-${leader}`, 'leader').replace(/broker-\d/, 'follower'))).toEqual([
      'Produce request checkout → leader', 'Fetch response leader → follower', 'Fetch response leader → follower',
    ])
    expect(tap.carrying(0xcafe_babe, view.metadata, w.world.requests())).toEqual([])
  })

  test('says by Kafka\'s names what was refused', () => {
    const { w, after } = tapped()
    w.kill(`broker-${w.leader('orders-0')}`)
    w.admin({ do: 'createTopics', topics: [{ name: 'orders', partitions: 1, replicationFactor: 1, configs: {} }] })
    expect(after(-1).flatMap(frame => frame.errors)).toContain('TOPIC_ALREADY_EXISTS')
  })
})
