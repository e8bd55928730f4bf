import { beforeEach, describe, expect, test } from 'vitest'
import { joined, type Bytes } from '../env/bytes.ts'
import type { Env, Plain, Process, ProcessEvent, SocketId } from '../env/process.ts'
import { Fetch } from '../protocol/apis/01-fetch.ts'
import { ListOffsets } from '../protocol/apis/02-list-offsets.ts'
import { OffsetCommit } from '../protocol/apis/08-offset-commit.ts'
import { FindCoordinator } from '../protocol/apis/10-find-coordinator.ts'
import { DeleteRecords } from '../protocol/apis/21-delete-records.ts'
import { Errors } from '../protocol/errors.ts'
import { FrameCutter } from '../protocol/frame-cutter.ts'
import { decodeResponse, encodeRequest } from '../protocol/frame.ts'
import type { Api, Fields, RequestInput, Response } from '../protocol/schema.ts'
import { ClusterStory } from '../testing/cluster.ts'
import { programs } from '../world/programs.ts'

/*
 * An int64 may be larger than any number this engine keeps. Kafka would take it for an offset far beyond the log's end, or a time far
 * away; so does this broker, and whatever it would have to keep it refuses. The connection lives on.
 */

/** Sends the bytes it is told to over one connection, and shows what came back. */
class Raw implements Process {
  readonly #env: Env
  #socket: SocketId | null = null
  #came: Bytes[] = []
  constructor(env: Env) { this.#env = env }
  handle(event: ProcessEvent): void {
    if (event.is === 'start') this.#socket = this.#env.connect({ host: 'm1', port: 9092 })
    if (event.is === 'command') this.#env.send(this.#socket!, (event.command as [Uint8Array])[0])
    if (event.is === 'data') this.#came = [...this.#came, event.bytes]
  }
  save(): Plain { return [this.#socket, this.#came] }
  load(state: Plain): void { [this.#socket, this.#came] = state as [SocketId, Bytes[]] }
  view(): Plain { return this.#came }
}

/** Stands for the int64 under test until the frame is bytes. */
const PLACE = 0x11_2233_4455_6677
const BEYOND = { offset: 2n ** 53n, most: 2n ** 63n - 1n, least: -(2n ** 63n) }

let w: ClusterStory
beforeEach(() => {
  w = new ClusterStory({
    brokers: 1, properties: { 'offsets.topic.replication.factor': '1' }, programs: { ...programs, raw: (env: Env) => new Raw(env) },
  })
  w.topic('orders', 1, 1)
  w.machines('desk')
  w.start('raw', { machine: 'desk', program: 'raw' })
  w.run(10).millis
})

function ask<Q extends Fields, S extends Fields>(api: Api<Q, S>, version: number, body: RequestInput<Api<Q, S>>, int64: bigint): Response<Api<Q, S>> {
  const frame = joined(encodeRequest(api, version, { correlation: 7, clientId: 'raw' }, body))
  const view = new DataView(frame.buffer, frame.byteOffset)
  for (let at = 0; at + 8 <= frame.length; at++) if (view.getBigInt64(at) === BigInt(PLACE)) view.setBigInt64(at, int64)
  const before = answers().length
  w.tell('raw', frame)
  w.run(2).seconds
  const cutter = new FrameCutter(1_000_000)
  for (const bytes of answers().slice(before)) cutter.push(bytes)
  return decodeResponse(api, version, cutter.next()!).body
}
const answers = () => w.world.view().processes['raw']!.view as unknown as Bytes[]

describe.each(Object.entries(BEYOND))('an int64 beyond 2^53 (%s)', (_, int64) => {
  test('is no offset to fetch from', () => {
    const { responses } = ask(Fetch, 12, {
      maxWaitMs: 0, minBytes: 0, maxBytes: 1_000, topics: [{ topic: 'orders', partitions: [{ partition: 0, fetchOffset: PLACE, partitionMaxBytes: 1_000 }] }],
    }, int64)
    expect(responses[0]!.partitions[0]!.errorCode).toBe(Errors.OFFSET_OUT_OF_RANGE)
  })

  test('is no offset to delete up to', () => {
    const { topics } = ask(DeleteRecords, 2, { topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, offset: PLACE }] }], timeoutMs: 1_000 }, int64)
    expect(topics[0]!.partitions[0]!.errorCode).toBe(Errors.OFFSET_OUT_OF_RANGE)
  })

  test('is a time no record has, or one with a meaning nobody knows', () => {
    const { topics } = ask(ListOffsets, 7, { replicaId: -1, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, timestamp: PLACE }] }] }, int64)
    expect(topics[0]!.partitions[0]).toMatchObject({ errorCode: int64 > 0n ? Errors.NONE : Errors.UNSUPPORTED_VERSION, offset: -1, timestamp: -1 })
  })

  test('is not committed, nor for so long; the same connection commits what can be kept', () => {
    ask(FindCoordinator, 3, { key: 'billing', keyType: 0 }, 0n)
    w.run(2).seconds
    const commit = (committedOffset: number, retentionTimeMs: number, value: bigint) => ask(OffsetCommit, 3, {
      groupId: 'billing', retentionTimeMs, topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, committedOffset, committedMetadata: '' }] }],
    }, value).topics[0]!.partitions[0]!.errorCode
    expect(commit(PLACE, -1, int64)).toBe(Errors.OFFSET_OUT_OF_RANGE)
    expect(commit(3, PLACE, int64)).toBe(Errors.INVALID_REQUEST)
    expect(commit(PLACE, -1, 2n ** 53n - 1n)).toBe(Errors.NONE)
  })
})
