import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Told } from '../../world/view.ts'
import type { TcpCluster } from './cluster.ts'
import { serveForTest } from './testing.ts'

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

  /** The next answer's correlation id. */
  async answer(): Promise<number> {
    while (this.#bytes.length < 4 || this.#bytes.length < 4 + this.#bytes.readInt32BE(0)) await new Promise<void>(done => { this.#heard = done })
    const correlation = this.#bytes.readInt32BE(4)
    this.#bytes = this.#bytes.subarray(4 + this.#bytes.readInt32BE(0))
    return correlation
  }
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

it('a broker that is dead refuses connections, until it is started again', async () => {
  cluster.act({ do: 'process.kill', process: 'broker-1' })
  await good.closed
  await expect(Client.open()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  cluster.act({ do: 'process.start', process: 'broker-1' })
  const again = await untilOpen()
  expect(await again.write(...apiVersions(8)).answer()).toBe(8)
})

async function untilOpen(): Promise<Client> {
  for (;;) {
    const client = await Client.open().catch(() => null)
    if (client) return client
  }
}

it.each(['max.connections', 'max.connections.per.ip'])('%s: one more is closed, and has a place when another has gone', async name => {
  const limited = await serveForTest({ brokers: 1, properties: { [name]: '2' } })
  const [first, second] = [await Client.open(limited.cluster), await Client.open(limited.cluster)]
  const third = await Client.open(limited.cluster)
  await third.closed
  expect([await first.write(...apiVersions(1)).answer(), await second.write(...apiVersions(2)).answer()]).toEqual([1, 2])
  first.socket.end()
  await first.closed
  const fourth = await Client.open(limited.cluster)
  expect(await fourth.write(...apiVersions(4)).answer()).toBe(4)
  await limited.cluster.close()
})
