import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { joined } from '../../../env/bytes.ts'
import { FrameCutter } from '../../../protocol/frame-cutter.ts'
import { decodeResponse, encodeRequest } from '../../../protocol/frame.ts'
import type { Api, Fields, RequestInput } from '../../../protocol/schema.ts'

const MAX_FRAME = 256 * 1_048_576
const WITHIN_MS = 30_000

/** Asks single brokers single requests, one after the other, over a connection to each. */
export class Wire {
  readonly #addresses: ReadonlyMap<number, { host: string; port: number }>
  readonly #connections = new Map<number, Socket>()
  #correlation = 1

  /** Brokers are numbered from 1, in the order of `bootstrap.servers`. */
  constructor(bootstrapServers: string) {
    this.#addresses = new Map(bootstrapServers.split(',').map((each, i) => [i + 1, { host: each.split(':')[0]!, port: Number(each.split(':')[1]) }]))
  }

  /** The decoded answer; `null` when there is none to come; the connection's end as a word. */
  async ask<Q extends Fields, S extends Fields>(broker: number, api: Api<Q, S>, version: number, body: RequestInput<Api<Q, S>>,
    isAnswered = true): Promise<unknown> {
    const socket = await this.#to(broker), correlation = this.#correlation++
    socket.write(joined(encodeRequest(api, version, { correlation, clientId: 'differential' }, body)))
    if (!isAnswered) return null
    const frame = await nextFrame(socket)
    if (typeof frame === 'string') {
      this.#connections.delete(broker)
      return frame
    }
    return decodeResponse(api, version, frame).body
  }

  async #to(broker: number): Promise<Socket> {
    const open = this.#connections.get(broker)
    if (open) return open
    const socket = connect(this.#addresses.get(broker)!)
    await once(socket, 'connect')
    socket.on('error', () => { /* its end says so */ })
    this.#connections.set(broker, socket)
    return socket
  }

  close(): void { for (const socket of this.#connections.values()) socket.destroy() }
}

function nextFrame(socket: Socket): Promise<Uint8Array | 'closed' | 'no answer'> {
  return new Promise(resolve => {
    const cutter = new FrameCutter(MAX_FRAME)
    const done = (result: Uint8Array | 'closed' | 'no answer'): void => {
      clearTimeout(timer)
      socket.off('data', take).off('close', closed)
      if (typeof result === 'string') socket.destroy()
      resolve(result)
    }
    const take = (bytes: Buffer): void => {
      cutter.push(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length))
      const frame = cutter.next()
      if (frame) done(joined(frame))
    }
    const closed = (): void => done('closed')
    const timer = setTimeout(() => done('no answer'), WITHIN_MS)
    socket.on('data', take).on('close', closed)
  })
}
