import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { joined } from '../../env/bytes.ts'
import type { Compression } from '../../env/codecs.ts'
import { Produce } from '../../protocol/apis/00-produce.ts'
import { decodeResponse, encodeRequest } from '../../protocol/frame.ts'
import { ATTRIBUTE, AT, COMPRESSIONS, crcOf } from '../../protocol/records/batch.ts'
import { putInt16, putInt32 } from '../../protocol/records/ints.ts'
import { batchOf, codecs } from '../../testing/log-fixture.ts'
import { atStrength } from '../../testing/strength.ts'
import type { Told } from '../../world/view.ts'
import type { TcpCluster } from './cluster.ts'
import { kafkaAt, serveForTest } from './testing.ts'

/*
 * Whoever sends what is no request loses that connection, is named in the log, and nobody else notices (SocketServer, Selector).
 */

let cluster: TcpCluster
let told: Told[]
let good: Client
beforeAll(async () => {
  ({ cluster, told } = await serveForTest())
  good = await Client.open()
})
afterAll(() => cluster.close())

/** A socket without any idea of Kafka. */
class Client {
  readonly socket: Socket
  readonly closed: Promise<void>
  #bytes = Buffer.alloc(0)
  #heard = () => {}

  static async open(to = cluster): Promise<Client> {
    const [host, port] = to.bootstrapServers.split(',')[0]!.split(':')
    const socket = connect({ host: host!, port: Number(port), allowHalfOpen: true })
    await once(socket, 'connect')
    return new Client(socket)
  }

  private constructor(socket: Socket) {
    this.socket = socket
    this.closed = new Promise(done => {
      socket.once('end', () => socket.end(() => done()))
      socket.once('error', () => done())
    })
    socket.on('data', bytes => {
      this.#bytes = Buffer.concat([this.#bytes, bytes])
      this.#heard()
    })
  }

  write(...bytes: number[]): this {
    this.socket.write(Uint8Array.from(bytes))
    return this
  }

  send(bytes: Uint8Array): this {
    this.socket.write(bytes)
    return this
  }

  /** The next answer, without its size. */
  async frame(): Promise<Buffer> {
    while (this.#bytes.length < 4 || this.#bytes.length < 4 + this.#bytes.readInt32BE(0)) await new Promise<void>(done => { this.#heard = done })
    const end = 4 + this.#bytes.readInt32BE(0), frame = this.#bytes.subarray(4, end)
    this.#bytes = this.#bytes.subarray(end)
    return frame
  }

  /** Its correlation id. */
  async answer(): Promise<number> { return (await this.frame()).readInt32BE(0) }
}

/** ApiVersions v0 without a client id. */
const apiVersions = (correlation: number) => [0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, correlation, 0xff, 0xff]
const LONGEST = [0x7f, 0xff, 0xff, 0xff], NEGATIVE = [0xff, 0xff, 0xff, 0xff]

const hostile: Readonly<Record<string, readonly number[]>> = {
  'garbage': [...Buffer.from('GET / HTTP/1.1\r\nHost: kafka\r\n\r\n')],
  'a frame larger than socket.request.max.bytes': LONGEST,
  'a frame of negative size': NEGATIVE,
  'an API key nobody serves': [0, 0, 0, 8, 0x03, 0xe7, 0, 0, 0, 0, 0, 1],
  'a body that ends early': [0, 0, 0, 12, 0, 3, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 0, 0],
}

describe('a client that sends', () => {
  it.each(Object.keys(hostile))('%s loses its connection, and no other does', async name => {
    const before = told.filter(each => each.is === 'connection.refused').length
    const bad = await Client.open()
    bad.write(...hostile[name]!)
    await bad.closed
    expect(told.filter(each => each.is === 'connection.refused')).toHaveLength(before + 1)
    expect(await good.write(...apiVersions(5)).answer()).toBe(5)
  })

  it('half a frame and then its end is let go without an answer', async () => {
    const bad = await Client.open()
    bad.write(...apiVersions(1).slice(0, 9)).socket.end()
    await bad.closed
    expect(await good.write(...apiVersions(6)).answer()).toBe(6)
  })

  it('half a frame and resets is forgotten', async () => {
    const bad = await Client.open()
    bad.write(...apiVersions(1).slice(0, 9)).socket.resetAndDestroy()
    expect(await good.write(...apiVersions(7)).answer()).toBe(7)
  })

  it('requests in pieces and several at once is answered in order, also after it half-closed', async () => {
    const client = await Client.open()
    for (const byte of apiVersions(1)) client.write(byte)
    expect(await client.answer()).toBe(1)
    client.write(...apiVersions(2), ...apiVersions(3), ...apiVersions(4)).socket.end()
    expect([await client.answer(), await client.answer(), await client.answer()]).toEqual([2, 3, 4])
    await client.closed
  })
})

describe('a decompression bomb', () => {
  /** Zeros of so many megabytes fit into a batch of less than one. */
  const megabytes: Partial<Record<Compression, number>> = { gzip: atStrength(16, 400), snappy: 16, lz4: atStrength(16, 200), zstd: atStrength(16, 400) }
  it.each(Object.keys(megabytes) as Compression[])('%s: the batch is refused, and nobody else notices', async codec => {
    const topic = `bomb-${codec}`
    await withTopic(topic)
    const produce = joined(encodeRequest(Produce, 9, { correlation: 9, clientId: null }, {
      acks: -1, timeoutMs: 5_000, topicData: [{ name: topic, partitionData: [{ index: 0, records: bomb(codec, megabytes[codec]!) }] }],
    }))
    expect(produce.length).toBeLessThan(1_048_576)
    const bad = await Client.open()
    const { body } = decodeResponse(Produce, 9, await bad.send(produce).frame())
    expect(body.responses[0]!.partitionResponses[0]).toMatchObject({ errorCode: expect.toSatisfy((code: number) => code !== 0), baseOffset: -1 })
    expect(await good.write(...apiVersions(9)).answer()).toBe(9)
  })
})

/** A batch of one record whose payload is zeros, and many more of them than it says. */
function bomb(codec: Compression, megabytes: number): Uint8Array {
  const header = batchOf(['']).subarray(0, AT.records), payload = codecs.compress(codec, new Uint8Array(megabytes * 1_048_576))
  const batch = new Uint8Array(header.length + payload.length)
  batch.set(header)
  batch.set(payload, AT.records)
  putInt16(batch, AT.attributes, COMPRESSIONS.indexOf(codec) & ATTRIBUTE.compression)
  putInt32(batch, AT.length, batch.length - 12)
  putInt32(batch, AT.crc, crcOf(batch, 0, batch.length))
  return batch
}

/** Led by the broker that clients here talk to. */
async function withTopic(topic: string): Promise<void> {
  const admin = kafkaAt(cluster.bootstrapServers).admin()
  await admin.connect()
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic, replicaAssignment: [{ partition: 0, replicas: [1, 2, 3] }] }] })
  await admin.disconnect()
}

it('slow-loris: forty connections that drip, byte by byte, keep nobody waiting, and are answered when they are done', async () => {
  const slow = await Promise.all(Array.from({ length: 40 }, () => Client.open()))
  const request = apiVersions(11)
  for (const byte of request.slice(0, -1)) {
    for (const client of slow) client.write(byte)
    expect(await good.write(...apiVersions(10)).answer()).toBe(10)
  }
  for (const client of slow) client.write(request.at(-1)!)
  expect(await Promise.all(slow.map(client => client.answer()))).toEqual(slow.map(() => 11))
  for (const client of slow) client.socket.destroy()
})

it('a half-open peer, gone in the middle of a frame without a word, is let go after connections.max.idle.ms', async () => {
  const impatient = await serveForTest({ brokers: 1, properties: { 'connections.max.idle.ms': '200' } })
  const gone = await Client.open(impatient.cluster)
  gone.write(...apiVersions(1).slice(0, 9))
  await gone.closed
  const next = await untilAnswered(impatient.cluster)
  await next.closed
  await impatient.cluster.close()
})

it('a broker that is dead refuses connections, until it is started again', async () => {
  cluster.act({ do: 'process.kill', process: 'broker-1' })
  await good.closed
  await untilRefused()
  cluster.act({ do: 'process.start', process: 'broker-1' })
  await cluster.until({ event: 'broker.unfenced', where: { broker: 1 } }, null)
  await untilAnswered()
})

/** A process that another test forks this very moment holds the closed port open until it runs its own program. */
async function untilRefused(): Promise<void> {
  for (;;) {
    const { code } = await Client.open().then(() => ({ code: '' }), (error: NodeJS.ErrnoException) => error)
    if (code === 'ECONNREFUSED') return
  }
}

/** The first that is heard of those who come one after the other. */
async function untilAnswered(to = cluster): Promise<Client> {
  for (;;) {
    const client = await Client.open(to).catch(() => null)
    const answer = client && await Promise.race([client.write(...apiVersions(8)).answer(), client.closed.then(() => null)])
    if (answer === 8) return client!
  }
}

it('queued.max.request.bytes: however little may wait, all who ask at once are answered', async () => {
  const limited = await serveForTest({ brokers: 1, properties: { 'queued.max.request.bytes': '1' } })
  const clients = await Promise.all(Array.from({ length: 20 }, () => Client.open(limited.cluster)))
  clients.forEach((client, i) => client.write(...apiVersions(i)))
  expect(await Promise.all(clients.map(client => client.answer()))).toEqual(clients.map((_, i) => i))
  await limited.cluster.close()
})

it('socket.request.max.bytes: a longer request ends its connection', async () => {
  const limited = await serveForTest({ brokers: 1, properties: { 'socket.request.max.bytes': '10000' } })
  const client = await Client.open(limited.cluster)
  client.write(0, 0, 0x27, 0x11)
  await client.closed
  await limited.cluster.close()
})

it.each(atStrength(['max.connections'], ['max.connections', 'max.connections.per.ip']))('%s: one more is closed, and has a place when another has gone', async name => {
  const limited = await serveForTest({ brokers: 1, properties: { [name]: '2' } })
  const [first, second] = [await Client.open(limited.cluster), await Client.open(limited.cluster)]
  const third = await Client.open(limited.cluster)
  await third.closed
  expect([await first.write(...apiVersions(1)).answer(), await second.write(...apiVersions(2)).answer()]).toEqual([1, 2])
  first.socket.end()
  await first.closed
  await untilAnswered(limited.cluster)
  await limited.cluster.close()
})
