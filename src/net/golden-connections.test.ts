import { describe, expect, test } from 'vitest'
import { joined } from '../env/bytes.ts'
import type { ProcessEvent, SocketId } from '../env/process.ts'
import type { Api } from '../protocol/schema.ts'
import { fromHex, goldenJson, goldenLines, toHex } from '../testing/golden.ts'
import { ALL_APIS } from '../testing/golden-messages.ts'
import { TinyWorld } from '../testing/tiny-world.ts'
import { handler, type Handler, type Listener } from './handler.ts'
import { ServerConnections } from './server-connections.ts'

/*
 * What a broker of Kafka 4.3 did with bytes no client should send (`golden/errors.jsonl`, `connection/*`), and what it advertises.
 */

interface Probe { name: string; request: { raw: string }; response: { closed: boolean; hex: string } }
/** Probes of what this slice has no handler for. */
const UNSERVED = ['connection/sasl-handshake-on-plaintext']
const probes = goldenLines<Probe>('errors.jsonl').filter(probe => probe.name.startsWith('connection/') && !UNSERVED.includes(probe.name))

const empty = (api: Api): Handler => handler({ api, handle: () => ({}), refuse: () => ({}) } as unknown as Handler)

/** Envelopes are opened before any handler; telemetry a broker serves only with a plugin for it (KIP-714). */
const NEVER = ['Envelope', 'GetTelemetrySubscriptions', 'PushTelemetry']
const servedOn = (listener: Listener) => ALL_APIS.filter(api => api.listeners.includes(listener) && !NEVER.includes(api.name)).map(empty)

/** Sends `bytes` on a fresh connection, and one good request on another, before and after. */
function send(bytes: Uint8Array): { answer: Uint8Array[]; closed: boolean; told: string[]; othersServed: number } {
  const world = new TinyWorld()
  const server = new ServerConnections(world.env('broker', 'b'), { name: 'server', nodeId: 1, requestMaxBytes: 104_857_600, idleMs: 600_000 })
  server.serve('broker', servedOn('broker'))
  server.listen(9092, 'broker')
  const answers = new Map<SocketId, Uint8Array[]>()
  let closed = false
  const env = world.env('client', 'c')
  world.runs('broker', event => { server.handle(event) })
  world.runs('client', (event: ProcessEvent) => {
    if (event.is === 'data') answers.set(event.socket, [...answers.get(event.socket) ?? [], joined(event.bytes)])
    if (event.is === 'ended' && event.socket === socket) closed = true
  })
  const [socket, other] = [env.connect({ host: 'b', port: 9092 }), env.connect({ host: 'b', port: 9092 })]
  const good = fromHex('0000000f0012000000000007000570726f6265')
  world.runMs(10)
  env.send(other, good)
  env.send(socket, bytes)
  world.runMs(10)
  env.send(other, good)
  world.runMs(10)
  return { answer: answers.get(socket) ?? [], closed, told: world.told.map(event => event.is), othersServed: answers.get(other)?.length ?? 0 }
}

describe('bytes no client should send', () => {
  test.each(probes)('$name', ({ request, response }) => {
    const seen = send(fromHex(request.raw))
    expect(seen.closed).toBe(response.closed)
    expect(seen.told).toEqual(response.closed ? ['connection.refused', 'log.line'] : [])
    expect(seen.answer.length > 0).toBe(response.hex !== '')
    expect(seen.othersServed).toBe(2)
  })

  /** KIP-511. */
  test('ApiVersions in a version nobody knows is answered in version 0, byte for byte', () => {
    const probe = probes.find(each => each.name === 'connection/api-versions-v99')!
    expect(toHex(send(fromHex(probe.request.raw)).answer[0]!)).toBe(probe.response.hex)
  })
})

test.each(['broker', 'controller'] as const)('what is served on a %s listener is advertised as Kafka does', listener => {
  const server = new ServerConnections(new TinyWorld().env('broker', 'b'), { name: 'server', nodeId: 1, requestMaxBytes: 1, idleMs: -1 })
  server.serve(listener, servedOn(listener))
  const { apis } = goldenJson<{ apis: { key: number; broker: [number, number] | null; controller: [number, number] | null }[] }>('api-keys.json')
  const ours = ALL_APIS.map(api => api.key)
  const golden = apis.filter(api => api[listener] && ours.includes(api.key)).map(api => ({ apiKey: api.key, minVersion: api[listener]![0], maxVersion: api[listener]![1] }))
  expect(server.advertised(listener)).toEqual(golden)
})
