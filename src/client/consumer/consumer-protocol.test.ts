import { describe, expect, test } from 'vitest'
import { JoinGroup, SyncGroup } from '../../protocol/apis/index.ts'
import { decode } from '../../protocol/codec.ts'
import type { Api, Fields, Request } from '../../protocol/schema.ts'
import { Reader } from '../../protocol/reader.ts'
import { codecOf, isFlexible } from '../../protocol/codec.ts'
import { RequestHeader } from '../../protocol/messages/headers.ts'
import { MalformedError } from '../../protocol/malformed.ts'
import { fromHex, goldenLines, toHex } from '../../testing/golden.ts'
import { idOf } from '../topic-partition.ts'
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from './consumer-protocol.ts'

/* What Java consumers sent each other through a real coordinator: groups with each of the assignors. */
const captures = ['group-range', 'group-roundrobin', 'group-cooperative-sticky', 'group-static']

function requests<Q extends Fields, S extends Fields>(name: string, api: Api<Q, S>): Request<Api<Q, S>>[] {
  return goldenLines<{ dir: string; hex?: string }>(`captures/${name}.jsonl`).flatMap(({ dir, hex }) => {
    if (dir !== '>' || !hex) return []
    const frame = fromHex(hex), view = new DataView(frame.buffer)
    if (view.getInt16(4) !== api.key) return []
    const version = view.getInt16(6), reader = new Reader(frame, 4)
    codecOf(RequestHeader, isFlexible(api.request, version) ? 2 : 1).read(reader)
    return [decode(api.request, version, frame.subarray(reader.at)) as Request<Api<Q, S>>]
  })
}

describe.each(captures)('%s', name => {
  test('subscriptions are read and written as Java does', () => {
    const all = requests(name, JoinGroup).flatMap(request => request.protocols)
    expect(all.length).toBeGreaterThan(1)
    for (const { metadata } of all) expect(toHex(encodeSubscription(decodeSubscription(metadata, null)))).toBe(toHex(metadata))
  })
  test('and so are assignments', () => {
    const all = requests(name, SyncGroup).flatMap(request => request.assignments)
    expect(all.length).toBeGreaterThan(0)
    for (const { assignment } of all) expect(toHex(encodeAssignment(decodeAssignment(assignment)))).toBe(toHex(assignment))
  })
})

test('a newer version than ours is read as our newest', () => {
  const bytes = new Uint8Array([...encodeAssignment([{ topic: 'orders', partition: 3 }]), 1, 2, 3])
  bytes[1] = 9
  expect(decodeAssignment(bytes).map(idOf)).toEqual(['orders-3'])
})

test('bytes that are none are refused; none at all are no partitions', () => {
  expect(() => decodeSubscription(new Uint8Array([0]), null)).toThrow(MalformedError)
  expect(() => decodeAssignment(new Uint8Array([0, 0, 0, 0, 0, 9]))).toThrow(MalformedError)
  expect(decodeAssignment(new Uint8Array())).toEqual([])
})
