import { describe, expect, test } from 'vitest'
import { joined, type Bytes } from '../env/bytes.ts'
import type { Env, Plain, Process, ProcessEvent, SocketId } from '../env/process.ts'
import { ApiVersions, Fetch, Metadata, Produce } from '../protocol/apis/index.ts'
import { encodeRequest, encodeResponse } from '../protocol/frame.ts'
import { goldenLines, fromHex } from '../testing/golden.ts'
import { inPieces } from '../testing/pieces.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { Story } from '../testing/world.ts'
import type { Flight } from './wire.ts'

/* Two processes that speak Kafka's protocol by rote: what the wire shows of them. */

const header = { correlation: 1, clientId: 'checkout' }
/** A real batch of one record, from Kafka itself. */
const batch = fromHex(goldenLines<{ name: string; hex: string }>('batches.jsonl').find(each => each.hex.length > 0)!.hex)
const REQUESTS = [
  encodeRequest(ApiVersions, 3, header, { clientSoftwareName: 'x', clientSoftwareVersion: '1' }),
  encodeRequest(Produce, 9, { ...header, correlation: 2 }, { acks: -1, timeoutMs: 1_000, topicData: [{ name: 'orders', partitionData: [{ index: 0, records: batch }] }] }),
  encodeRequest(Fetch, 4, { ...header, correlation: 3 }, { maxWaitMs: 500, minBytes: 1, topics: [{ topic: 'orders', partitions: [{ partition: 1, fetchOffset: 42, partitionMaxBytes: 1 }] }] }),
]
const ANSWERS = [
  encodeResponse(ApiVersions, 3, 1, { apiKeys: [] }),
  encodeResponse(Produce, 9, 2, { responses: [{ name: 'orders', partitionResponses: [{ index: 0, errorCode: 0, baseOffset: 7 }] }] }),
  encodeResponse(Fetch, 4, 3, { responses: [{ topic: 'orders', partitions: [{ partitionIndex: 1, errorCode: 6, highWatermark: -1, abortedTransactions: null, records: batch }] }] }),
]

class Rote implements Process {
  readonly #env: Env
  readonly #client: boolean
  constructor(env: Env, client: boolean) { this.#env = env; this.#client = client }
  #socket: SocketId = ''
  handle(event: ProcessEvent): void {
    if (event.is === 'start' && !this.#client) this.#env.listen(9092)
    if (event.is === 'start' && this.#client) this.#socket = this.#env.connect({ host: 'm1', port: 9092 })
    if (event.is === 'accepted') this.#socket = event.socket
    if (event.is === 'command') for (const bytes of event.command as Bytes[]) this.#env.send(this.#socket, bytes)
  }
  save(): Plain { return null }
  load(): void { }
  view(): Plain { return null }
}

const talking = (): Story => {
  const programs = { server: (env: Env) => new Rote(env, false), client: (env: Env) => new Rote(env, true) }
  const w = new Story({ seed: 1, programs, codecs: noCodecs, onCrash: 'throw' })
  w.machines('m1')
  w.start('broker-1', { machine: 'm1', program: 'server' })
  w.start('checkout', { program: 'client' })
  w.run(1).millis
  return w
}
const say = (w: Story, process: string, ...frames: Bytes[]): void => void w.act({ do: 'process.command', process, command: frames })
const brief = (w: Story) => w.world.view().frames.map(({ from, to, api, version, correlation, dir, carries }) =>
  [`${from} → ${to} ${dir} ${api} v${version} #${correlation}`, ...carries.map(c => JSON.stringify(c))].join(' '))

describe('frames on the wire', () => {
  test('are seen while they travel, with what they carry', () => {
    const w = talking()
    say(w, 'checkout', ...REQUESTS)
    w.run(100).micros
    expect(brief(w)).toMatchInlineSnapshot(`
      [
        "checkout → broker-1 request ApiVersions v3 #1",
        "checkout → broker-1 request Produce v9 #2 {"partition":"orders-0","records":1,"offset":null,"error":null}",
        "checkout → broker-1 request Fetch v4 #3 {"partition":"orders-1","records":0,"offset":42,"error":null}",
      ]
    `)
    w.run(1).millis
    expect(w.world.view().frames).toEqual([])
    say(w, 'broker-1', ...ANSWERS)
    w.run(100).micros
    expect(brief(w)).toMatchInlineSnapshot(`
      [
        "broker-1 → checkout response ApiVersions v3 #1",
        "broker-1 → checkout response Produce v9 #2 {"partition":"orders-0","records":0,"offset":7,"error":null}",
        "broker-1 → checkout response Fetch v4 #3 {"partition":"orders-1","records":1,"offset":0,"error":"NOT_LEADER_OR_FOLLOWER"}",
      ]
    `)
  })

  test('are told apart however the bytes are cut into sends', () => {
    const w = talking()
    const all = Uint8Array.from(REQUESTS.flatMap(bytes => [...joined(bytes)]))
    const frames: Flight[] = []
    w.world.flights.watch(flight => frames.push(flight))
    say(w, 'checkout', all)
    say(w, 'checkout', all.subarray(0, 100), all.subarray(100, all.length - 10), all.subarray(all.length - 10))
    w.run(1).millis
    expect(frames.map(frame => frame.key)).toEqual([18, 0, 1, 18, 0, 1])
    expect(frames.map(frame => frame.bytes)).toEqual([...REQUESTS, ...REQUESTS].map(bytes => bytes.length))
  })

  test('and however the bytes of a send lie in pieces', () => {
    const seen = [[], [12], [12, 20], [14, 15, 16]].map(cuts => {
      const w = talking()
      say(w, 'checkout', ...REQUESTS.map(bytes => inPieces(joined(bytes), cuts)))
      w.run(100).micros
      return [...brief(w), w.world.traceHash()]
    })
    expect(new Set(seen.map(each => each.join())).size).toBe(1)
  })

  test('held back by a cut line say so', () => {
    const w = talking()
    w.cut('m1')
    say(w, 'checkout', encodeRequest(Metadata, 9, header, { topics: null }))
    w.run(5).seconds
    expect(w.world.view().frames).toMatchObject([{ api: 'Metadata', held: true }])
    w.heal()
    w.run(1).millis
    expect(w.world.view().frames).toEqual([])
  })

  test('what is not Kafka\'s protocol shows no frames', () => {
    const w = talking()
    say(w, 'checkout', Uint8Array.from([71, 69, 84, 32, 47, 32, 72, 84, 84, 80, 47, 49]), REQUESTS[0]!)
    w.run(100).micros
    expect(w.world.view().frames).toEqual([])
  })
})
