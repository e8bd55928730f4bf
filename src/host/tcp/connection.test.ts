import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { MAX_UNREAD_BYTES, TcpConnection } from './connection.ts'
import type { GatewayCommand } from './gateway.ts'
import { Intake } from './intake.ts'

/** A socket whose other end reads when it is told to. */
class Wire extends Duplex {
  #taken: (() => void)[] = []
  gone = ''
  override _read(): void {}
  override _write(_: unknown, __: unknown, taken: () => void): void { this.#taken.push(taken) }
  readAll(): void {
    while (this.#taken.length > 0) this.#taken.shift()!()
  }
  destroySoon(): void { this.gone = 'soon' }
  resetAndDestroy(): void { this.gone = 'reset' }
}

function open(intake = new Intake(Infinity)) {
  const wire = new Wire({ allowHalfOpen: true }), told: GatewayCommand[] = []
  const connection = new TcpConnection(1, wire as unknown as Socket, { host: 'm1', port: 9092 }, intake, command => told.push(command), () => {})
  return { wire, connection, told }
}
const settled = () => new Promise(done => { setImmediate(done) })
const MIB = 1_048_576

it('reads no more while the world has too much to take, and reads on when it has taken', async () => {
  const { wire, connection } = open()
  wire.push(Buffer.alloc(MIB + 1))
  await settled()
  expect(wire.isPaused()).toBe(true)
  connection.took(MIB + 1)
  expect(wire.isPaused()).toBe(false)
})

it('reads no more from a client that does not read its answers', async () => {
  const { wire, connection } = open()
  connection.leave({ is: 'data', id: 1, bytes: new Uint8Array(MIB + 1) })
  expect(wire.isPaused()).toBe(true)
  wire.readAll()
  await settled()
  expect(wire.isPaused()).toBe(false)
})

describe('clients of a broker whose queue is full (queued.max.request.bytes)', () => {
  it('are not read from, whoever filled it, until the broker has taken enough', async () => {
    const intake = new Intake(100), greedy = open(intake), modest = open(intake)
    greedy.wire.push(Buffer.alloc(101))
    modest.wire.push(Buffer.alloc(1))
    await settled()
    expect([greedy.wire.isPaused(), modest.wire.isPaused()]).toEqual([true, true])
    greedy.connection.took(101)
    expect([greedy.wire.isPaused(), modest.wire.isPaused()]).toEqual([false, false])
  })

  it('are read from again when the one who filled it is gone', async () => {
    const intake = new Intake(100), greedy = open(intake), modest = open(intake)
    greedy.wire.push(Buffer.alloc(101))
    modest.wire.push(Buffer.alloc(1))
    await settled()
    greedy.wire.destroy()
    await settled()
    expect(modest.wire.isPaused()).toBe(false)
  })
})

it('lets a client go that asked for far more than it reads', () => {
  const { wire, connection, told } = open()
  const answer = { is: 'data', id: 1, bytes: new Uint8Array(MAX_UNREAD_BYTES / 2 + 1) } as const
  connection.leave(answer)
  connection.leave(answer)
  expect(wire.gone).toBe('')
  connection.leave(answer)
  expect([wire.gone, told.map(each => each.is)]).toEqual(['reset', ['connect', 'reset']])
})

it('takes half-close, close and reset to the world, each once', async () => {
  const { wire, told } = open()
  wire.push(Buffer.from('x'))
  wire.push(null)
  await settled()
  wire.destroy(new Error('ECONNRESET'))
  await settled()
  expect(told.map(each => each.is)).toEqual(['connect', 'data', 'end', 'reset'])
})

it('closes when the broker has closed, and breaks when it broke', async () => {
  const closed = open(), broken = open()
  closed.connection.leave({ is: 'ended', id: 1 })
  broken.connection.leave({ is: 'broken', id: 1 })
  expect([closed.wire.gone, broken.wire.gone]).toEqual(['soon', 'reset'])
  expect(closed.told.map(each => each.is)).toEqual(['connect', 'end'])
})
