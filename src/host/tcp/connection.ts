import type { Socket } from 'node:net'
import { isWhole, type Bytes } from '../../env/bytes.ts'
import type { Address } from '../../env/process.ts'
import type { Departure, GatewayCommand } from './gateway.ts'
import type { Intake } from './intake.ts'

/** So many bytes may wait on either side of the world before no more is read from the client. */
const WAITING_BYTES = 1_048_576
/**
 * So many bytes of answers may wait for a client that asked for all of them before it read one. A client that reads has no more than its
 * fetches in flight, 50 MiB each unless it asks for more (`fetch.max.bytes`); this one has filled memory for long enough.
 */
export const MAX_UNREAD_BYTES = 256 * 1_048_576

/**
 * One TCP connection and its twin in the world. A client that sends faster than its broker takes, or asks for more than it reads,
 * is not read from for a while: TCP then slows it down.
 */
export class TcpConnection {
  readonly #id: number
  readonly #socket: Socket
  readonly #tell: (command: GatewayCommand) => void
  readonly #intake: Intake
  readonly #lookAgain = () => this.#hold()
  /** Handed to the world, not yet taken. */
  #incoming = 0
  #isOver = false

  constructor(id: number, socket: Socket, to: Address, intake: Intake, tell: (command: GatewayCommand) => void, over: () => void) {
    this.#id = id
    this.#socket = socket
    this.#intake = intake
    this.#tell = tell
    tell({ is: 'connect', id, to })
    socket.on('data', bytes => this.#read(bytes))
    socket.on('drain', () => this.#hold())
    socket.on('end', () => this.#tellUnlessOver('end'))
    socket.on('error', () => this.#tellUnlessOver('reset'))
    socket.on('close', () => {
      this.#tellUnlessOver('reset')
      this.#letGo()
      over()
    })
    socket.resume()
  }

  /** The world has taken bytes that were read here. */
  took(bytes: number): void {
    this.#incoming -= bytes
    this.#intake.left(bytes)
    this.#hold()
  }

  leave(departure: Departure): void {
    if (this.#socket.writableLength > MAX_UNREAD_BYTES) return this.#giveUp()
    if (departure.is === 'data') this.#write(departure.bytes)
    else this.#finish(departure.is)
    this.#hold()
  }

  /** Pieces go to the kernel in one call. */
  #write(bytes: Bytes): void {
    if (isWhole(bytes)) this.#socket.write(bytes)
    else {
      this.#socket.cork()
      for (const piece of bytes.pieces) this.#socket.write(piece)
      this.#socket.uncork()
    }
  }

  /** The broker is told that its client is gone, and what waited for it is let go. */
  #giveUp(): void {
    this.#tellUnlessOver('reset')
    this.#socket.resetAndDestroy()
  }

  #finish(how: 'ended' | 'broken'): void {
    this.#tellUnlessOver('end')
    this.#isOver = true
    if (how === 'ended') this.#socket.destroySoon()
    else this.#socket.resetAndDestroy()
  }

  #read(bytes: Buffer): void {
    if (this.#isOver) return
    this.#incoming += bytes.length
    this.#intake.came(bytes.length)
    this.#tell({ is: 'data', id: this.#id, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) })
    this.#hold()
  }

  #letGo(): void {
    this.#intake.forget(this.#lookAgain)
    this.#intake.left(this.#incoming)
    this.#incoming = 0
  }

  #tellUnlessOver(is: 'end' | 'reset'): void {
    if (this.#isOver) return
    this.#tell({ is, id: this.#id })
    this.#isOver = is === 'reset'
  }

  #hold(): void {
    if (this.#socket.destroyed) return
    const isTooMuch = this.#incoming > WAITING_BYTES || this.#socket.writableLength > WAITING_BYTES || this.#intake.isFull
    if (this.#intake.isFull) this.#intake.whenRoom(this.#lookAgain)
    if (isTooMuch === this.#socket.isPaused()) return
    if (isTooMuch) this.#socket.pause()
    else this.#socket.resume()
  }
}
