import { beforeEach, describe, expect, test } from 'vitest'
import { joined, type Bytes } from '../env/bytes.ts'
import { DiskError } from '../env/disk.ts'
import { ApiVersions, CreateTopics, Envelope, Fetch, Heartbeat, Metadata, Produce } from '../protocol/apis/index.ts'
import { ApiError } from '../protocol/api-error.ts'
import { FrameCutter } from '../protocol/frame-cutter.ts'
import { decodeRequestHeader, encodeResponse } from '../protocol/frame.ts'
import { Errors } from '../protocol/errors.ts'
import type { Api, Response } from '../protocol/schema.ts'
import { TinyWorld } from '../testing/tiny-world.ts'
import { openAnswer, sealRequest } from './envelope.ts'
import { handler, hangUp, later, noAnswer, type Handler, type RequestContext } from './handler.ts'
import { NetworkClient } from './network-client.ts'
import { answerTo, type Outcome } from './outcome.ts'
import { ServerConnections } from './server-connections.ts'

const APIS = [Metadata, Heartbeat, Fetch, Produce, CreateTopics, Envelope] as readonly Api[]
const PORT = 9092

let world: TinyWorld
let server: ServerConnections
let network: NetworkClient
let outcomes: Outcome[]
let seen: RequestContext[]

const apiVersions = handler({
  api: ApiVersions,
  handle: () => ({ apiKeys: server.advertised('broker') }),
  refuse: (_request, errorCode) => ({ errorCode }),
})
const metadata = handler({
  api: Metadata,
  handle: (request, context) => { seen.push(context); return { clusterId: request.topics?.[0]?.name ?? 'all' } },
  refuse: () => ({}),
})
/** Answers when told to. */
const heartbeat = handler({
  api: Heartbeat,
  handle: (_request, context) => { seen.push(context); return later },
  refuse: (_request, errorCode) => ({ errorCode }),
})

const serverOptions = { name: 'server', nodeId: 1, requestMaxBytes: 10_000, idleMs: 600_000 }
const handlers = [apiVersions, metadata, heartbeat]

function newServer(): ServerConnections {
  const made = new ServerConnections(world.env('broker', 'b1'), serverOptions)
  made.serve('broker', handlers)
  world.runs('broker', event => { made.handle(event) })
  return made
}

function newNetwork(options: object = {}): NetworkClient {
  const made = new NetworkClient(world.env('client', 'c1'), { name: 'network', clientId: 'me', apis: APIS, ...options })
  world.runs('client', event => { outcomes.push(...made.handle(event) ?? []) })
  return made
}

beforeEach(() => {
  world = new TinyWorld()
  outcomes = []
  seen = []
  server = newServer()
  server.listen(PORT, 'broker')
  network = newNetwork()
  network.setAddress('1', { host: 'b1', port: PORT })
})

const ask = (topic: string, tag: unknown = topic) => network.send('1', Metadata, { topics: [{ name: topic }] }, tag)
const beat = (tag: unknown) => network.send('1', Heartbeat, { groupId: 'g', memberId: 'm' }, tag)
const story = () => outcomes.map(outcome => {
  switch (outcome.is) {
    case 'response': return `${outcome.tag as string}: response v${outcome.version}`
    case 'failed': return `${outcome.tag as string}: ${outcome.why}`
    case 'disconnected': return `disconnected, ${outcome.why}`
    case 'ready': return 'ready'
  }
})

describe('a request', () => {
  test('connects, agrees on versions, goes out, and is answered with its own tag', () => {
    expect(ask('orders', { any: 'value' })).toBeNull()
    world.runMs(10)
    expect(outcomes[0]).toEqual({ is: 'ready', destination: '1' })
    expect(outcomes[1]).toMatchObject({ tag: { any: 'value' }, version: 13 })
    expect(answerTo(Metadata, outcomes[1]!)?.clusterId).toBe('orders')
    expect(answerTo(Heartbeat, outcomes[1]!)).toBeNull()
    expect(seen[0]).toMatchObject({ clientId: 'me', host: 'c1', listener: 'broker', connection: 'client:1', version: 13 })
  })

  test('that can leave at once says where it went, as the ledger will know it', () => {
    network.connect('1')
    world.runMs(10)
    expect(network.canSend('1')).toBe(true)
    expect(ask('orders')).toEqual({ connection: 'client:1', correlation: 1, version: 13 })
  })

  test('has an id of one count for all connections of its client (NetworkClient.nextCorrelationId)', () => {
    network.setAddress('2', { host: 'b1', port: 9092 })
    for (const destination of ['1', '2']) network.connect(destination)
    world.runMs(10)
    expect(['1', '2', '1'].map(destination => network.send(destination, Metadata, {}, null)?.correlation)).toEqual([2, 3, 4])
  })

  test('many on one connection are answered in the order they were sent, one at a time', () => {
    for (const topic of ['a', 'b', 'c']) ask(topic)
    world.runMs(20)
    expect(story()).toEqual(['ready', 'a: response v13', 'b: response v13', 'c: response v13'])
  })

  test('one that must wait holds back those behind it, until its answer is there', () => {
    beat('beat')
    ask('behind')
    world.runMs(20)
    expect(story()).toEqual(['ready'])
    expect(server.serving).toBe(1)
    server.reply(Heartbeat, seen[0]!.replyTo, { errorCode: Errors.REBALANCE_IN_PROGRESS })
    world.runMs(20)
    expect(story()).toEqual(['ready', 'beat: response v4', 'behind: response v13'])
    expect(answerTo(Heartbeat, outcomes[1]!)?.errorCode).toBe(Errors.REBALANCE_IN_PROGRESS)
  })

  test('no more than max.in.flight.requests.per.connection go out unanswered', () => {
    network = newNetwork({ maxInFlight: 2 })
    network.setAddress('1', { host: 'b1', port: PORT })
    for (const tag of ['a', 'b', 'c']) beat(tag)
    world.runMs(20)
    expect([network.inFlight('1'), network.waiting('1'), network.canSend('1')]).toEqual([2, 1, false])
  })

  test('a handler refuses with an error code, and the connection lives on', () => {
    const produce = handler({ api: Produce, handle: () => { throw new ApiError(Errors.INVALID_REQUIRED_ACKS) }, refuse: (_, errorCode) => ({ responses: [{ partitionResponses: [{ errorCode }] }] }) })
    server.serve('broker', [produce])
    network.send('1', Produce, {}, 'p')
    ask('after')
    world.runMs(20)
    expect(answerTo(Produce, outcomes[1]!)?.responses[0]?.partitionResponses[0]?.errorCode).toBe(Errors.INVALID_REQUIRED_ACKS)
    expect(story()).toEqual(['ready', 'p: response v13', 'after: response v13'])
  })

  // KafkaApis.handle: UnknownServerException, in the place its API has for errors.
  test('a handler that fails has its request refused with UNKNOWN_SERVER_ERROR, says so, and the connection lives on', () => {
    const refuse: Handler<typeof Produce>['refuse'] = ({ acks }, errorCode) => acks === 0 ? hangUp : { responses: [{ partitionResponses: [{ errorCode }] }] }
    server.serve('broker', [handler({ api: Produce, handle: () => { throw new TypeError('no such field') }, refuse })])
    network.send('1', Produce, { acks: 1 }, 'p')
    ask('after')
    world.runMs(20)
    expect(answerTo(Produce, outcomes[1]!)?.responses[0]?.partitionResponses[0]?.errorCode).toBe(Errors.UNKNOWN_SERVER_ERROR)
    network.send('1', Produce, { acks: 0 }, 'q', { oneWay: true })
    world.runMs(20)
    expect(story()).toEqual(['ready', 'p: response v13', 'after: response v13', 'disconnected, ended'])
    const lines = world.told.map(told => told.is === 'log.line' ? `${told.level} ${told.logger} ${told.text}` : told.is)
    expect(lines.map(line => line.split('\n').slice(0, 2).join('\n'))).toMatchInlineSnapshot(`
      [
        "ERROR kafka.server.KafkaApis [KafkaApi-1] Unexpected error handling request RequestHeader(apiKey=PRODUCE, apiVersion=13, clientId=me, correlationId=1, headerVersion=2) with context RequestContext(header=RequestHeader(apiKey=PRODUCE, apiVersion=13, clientId=me, correlationId=1, headerVersion=2), connectionId='client:1', clientAddress=/c1, principal=User:ANONYMOUS, listenerName=ListenerName(PLAINTEXT), securityProtocol=PLAINTEXT)
      TypeError: no such field",
        "ERROR kafka.server.KafkaApis [KafkaApi-1] Unexpected error handling request RequestHeader(apiKey=PRODUCE, apiVersion=13, clientId=me, correlationId=3, headerVersion=2) with context RequestContext(header=RequestHeader(apiKey=PRODUCE, apiVersion=13, clientId=me, correlationId=3, headerVersion=2), connectionId='client:1', clientAddress=/c1, principal=User:ANONYMOUS, listenerName=ListenerName(PLAINTEXT), securityProtocol=PLAINTEXT)
      TypeError: no such field",
      ]
    `)
  })

  test('a disk that fails is for the server to halt over', () => {
    server.serve('broker', [handler({ api: Produce, handle: () => { throw new DiskError('full', 'no space left') }, refuse: () => ({}) })])
    network.send('1', Produce, { acks: 1 }, 'p')
    expect(() => world.runMs(20)).toThrow('no space left')
  })

  test('with acks=0 nothing comes back, and the next is served; an error closes the connection', () => {
    const produce = handler({ api: Produce, handle: request => request.timeoutMs === 1 ? hangUp : noAnswer, refuse: () => ({}) })
    server.serve('broker', [produce])
    network.send('1', Produce, { acks: 0 }, 'p', { oneWay: true })
    ask('after')
    world.runMs(20)
    network.send('1', Produce, { acks: 0, timeoutMs: 1 }, 'q', { oneWay: true })
    world.runMs(20)
    expect(story()).toEqual(['ready', 'after: response v13', 'disconnected, ended'])
  })

  test('of an API the server does not have fails, unsent', () => {
    network.send('1', Fetch, {}, 'fetch')
    world.runMs(10)
    expect(story()).toEqual(['ready', 'fetch: unsupported'])
  })

  test('that says what no common version can say fails, unsent', () => {
    network.send('1', Heartbeat, { groupInstanceId: 'i' }, 'old', { versions: [0, 2] })
    world.runMs(10)
    expect(story()).toEqual(['ready', 'old: unsupported'])
  })
})

describe('trouble', () => {
  test('request.timeout.ms closes the connection and fails all that was sent on it', () => {
    beat('a')
    beat('b')
    world.runMs(29_000)
    expect(story()).toEqual(['ready'])
    world.runMs(2_000)
    expect(story()).toEqual(['ready', 'a: timedOut', 'b: timedOut', 'disconnected, timedOut'])
  })

  test('an answer to a client that is gone is swallowed', () => {
    beat('a')
    world.runMs(10)
    network.disconnect('1')
    world.runMs(10)
    server.reply(Heartbeat, seen[0]!.replyTo, {})
    world.runMs(10)
    expect(story()).toEqual(['ready', 'a: disconnected', 'disconnected, closed'])
  })

  test('a broken connection fails what was in flight, and the next request makes another', () => {
    beat('a')
    world.runMs(10)
    world.reset('client:1>')
    world.runMs(1)
    expect(network.isBackingOff('1')).toBe(true)
    ask('again')
    world.runMs(100)
    expect(story()).toEqual(['ready', 'a: disconnected', 'disconnected, reset', 'ready', 'again: response v13'])
  })

  test('reconnect.backoff.ms doubles up to its maximum', () => {
    world.refuse('b1', PORT)
    const tries: number[] = []
    for (let i = 0; i < 8; i++) {
      ask('x')
      const failures = outcomes.length
      while (outcomes.length === failures) world.run(world.now + 100)
      tries.push(world.now)
    }
    const waits = tries.slice(1).map((at, i) => Math.round((at - tries[i]!) / 1_000))
    expect(waits).toEqual([51, 101, 201, 401, 801, 1001, 1001])
  })

  test('socket.connection.setup.timeout.ms gives up on an address that does not answer', () => {
    world.cut('broker')
    ask('x')
    world.runMs(12_000)
    expect(story()).toEqual(['x: disconnected', 'disconnected, setupTimedOut'])
  })

  test('connections.max.idle.ms: either end closes what is silent', () => {
    ask('x')
    world.runMs(539_000)
    expect(network.phase('1')).toBe('ready')
    world.runMs(3_000)
    expect(story()).toEqual(['ready', 'x: response v13', 'disconnected, idle'])

    network = newNetwork({ connectionsMaxIdleMs: -1 })
    network.setAddress('1', { host: 'b1', port: PORT })
    network.connect('1')
    world.runMs(601_000)
    expect(story().slice(3)).toEqual(['ready', 'disconnected, ended'])
  })

  test('a new address drops the connection to the old one', () => {
    beat('a')
    world.runMs(10)
    network.setAddress('1', { host: 'b2', port: PORT })
    world.runMs(10)
    expect(story()).toEqual(['ready', 'a: disconnected', 'disconnected, closed'])
  })
})

/** A server that answers its n-th request with the n-th of `answers`, given its correlation id; and the versions it was asked in. */
function scripted(answers: ((correlation: number) => Bytes)[]): number[] {
  const env = world.env('scripted', 'old'), cutter = new FrameCutter(10_000), versions: number[] = []
  world.runs('scripted', event => {
    if (event.is !== 'data') return
    cutter.push(event.bytes)
    for (let frame = cutter.next(); frame; frame = cutter.next()) {
      const { version, correlation } = decodeRequestHeader((versions.length < 2 ? ApiVersions : Metadata) as Api, frame)
      versions.push(version)
      env.send(event.socket, answers[versions.length - 1]!(correlation))
    }
  })
  env.listen(PORT)
  network.setAddress('1', { host: 'old', port: PORT })
  return versions
}

/** KIP-35, KIP-511. */
describe('a server of another age', () => {
  const known = { apiKeys: [{ apiKey: 18, minVersion: 0, maxVersion: 2 }, { apiKey: 3, minVersion: 0, maxVersion: 8 }] }

  test('says in version 0 what it knows, and is asked again with that', () => {
    const versions = scripted([
      correlation => encodeResponse(ApiVersions, 0, correlation, { errorCode: Errors.UNSUPPORTED_VERSION, ...known }),
      correlation => encodeResponse(ApiVersions, 2, correlation, known),
      correlation => encodeResponse(Metadata, 8, correlation, { clusterId: 'old' }),
    ])
    ask('orders')
    world.runMs(20)
    expect(versions).toEqual([4, 2, 8])
    expect(story()).toEqual(['ready', 'orders: response v8'])
    expect(network.versionOf('1', Metadata as Api)).toBe(8)
    expect(network.versionOf('1', Heartbeat as Api)).toBeNull()
  })

  test('that knows no version at all is left', () => {
    scripted([correlation => encodeResponse(ApiVersions, 0, correlation, { errorCode: Errors.INVALID_REQUEST })])
    ask('orders')
    world.runMs(20)
    expect(story()).toEqual(['orders: disconnected', 'disconnected, malformed'])
  })

  test('answers read before a malformed one count', () => {
    const old = (correlation: number) => joined(encodeResponse(Metadata, 8, correlation, {}))
    scripted([
      correlation => encodeResponse(ApiVersions, 0, correlation, { errorCode: Errors.UNSUPPORTED_VERSION, ...known }),
      correlation => encodeResponse(ApiVersions, 2, correlation, known),
      () => new Uint8Array(0),
      correlation => Uint8Array.of(...old(correlation - 1), ...old(correlation + 5)),
    ])
    ask('a')
    ask('b')
    world.runMs(20)
    expect(story()).toEqual(['ready', 'a: response v8', 'b: disconnected', 'disconnected, malformed'])
  })
})

test('answers can be decoded in a service pool of their own', () => {
  network = newNetwork({ pool: 'fetcher', discoverVersions: false })
  network.setAddress('1', { host: 'b1', port: PORT })
  for (const topic of ['a', 'b']) ask(topic)
  world.runMs(20)
  expect(story()).toEqual(['ready', 'a: response v13', 'b: response v13'])
})

/** KIP-590. */
describe('an Envelope', () => {
  const createTopics = handler({
    api: CreateTopics,
    handle: (request, context) => { seen.push(context); return request.timeoutMs === 0 ? later : { throttleTimeMs: request.timeoutMs } },
    refuse: () => ({}),
  })
  const forward = (timeoutMs: number) =>
    network.send('c', Envelope, sealRequest(CreateTopics, 5, { correlation: 77, clientId: 'admin', host: '10.0.0.7' }, { timeoutMs }), 'forwarded')
  const opened = () => openAnswer(CreateTopics, 5, (outcomes.at(-1) as { response: Response<typeof Envelope> }).response)

  beforeEach(() => {
    server.serve('controller', [handler({ api: ApiVersions, handle: () => ({ apiKeys: server.advertised('controller') }), refuse: () => ({}) }), createTopics])
    server.listen(9093, 'controller')
    network.setAddress('c', { host: 'b1', port: 9093 })
  })

  test('is served as if its request had come itself', () => {
    forward(3)
    world.runMs(10)
    expect(opened()).toMatchObject({ error: 0, response: { throttleTimeMs: 3 } })
    expect(seen[0]).toMatchObject({ clientId: 'admin', host: '10.0.0.7', replyTo: { correlation: 77, key: 19, envelope: { key: 58 } } })
  })

  test('carries an answer that had to wait, too', () => {
    forward(0)
    world.runMs(10)
    server.reply(CreateTopics, seen[0]!.replyTo, { throttleTimeMs: 9 })
    world.runMs(10)
    expect(opened()).toMatchObject({ error: 0, response: { throttleTimeMs: 9 } })
  })

  test('refuses what may not be forwarded', () => {
    network.send('c', Envelope, sealRequest(Metadata, 13, { correlation: 1, clientId: '', host: 'c1' }, {}), 'forwarded')
    world.runMs(10)
    expect(opened()).toEqual({ error: Errors.INVALID_REQUEST })
  })

  test('without a readable principal is refused', () => {
    network.send('c', Envelope, { ...sealRequest(CreateTopics, 5, { correlation: 1, clientId: '', host: 'c1' }, {}), requestPrincipal: null }, 'forwarded')
    world.runMs(10)
    expect(opened()).toEqual({ error: Errors.PRINCIPAL_DESERIALIZATION_FAILURE })
  })
})

describe('saved and loaded between any two events, it goes on as if nothing had been', () => {
  const run = (saveAt: number | null) => {
    world = new TinyWorld()
    outcomes = []
    seen = []
    server = newServer()
    server.listen(PORT, 'broker')
    network = newNetwork()
    network.setAddress('1', { host: 'b1', port: PORT })
    for (const topic of ['a', 'b']) ask(topic)
    beat('beat')
    ask('c')
    if (saveAt !== null) {
      world.run(saveAt)
      const [clientState, serverState] = structuredClone([network.save(), server.save()])
      network = newNetwork()
      server = newServer()
      network.load(clientState)
      server.load(serverState)
    }
    world.run(8_000)
    server.reply(Heartbeat, seen.find(context => context.replyTo.key === Heartbeat.key)!.replyTo, {})
    world.run(100_000_000)
    return { story: story(), frames: world.sent.map(({ from, bytes }) => `${from} ${bytes.join()}`) }
  }

  test.each([0, 400, 900, 1_200, 1_700, 2_100, 2_520, 3_030, 5_000])('at %d µs', at => {
    const whole = run(null)
    expect(whole.story).toEqual(['ready', 'a: response v13', 'b: response v13', 'beat: response v4', 'c: response v13'])
    expect(run(at)).toEqual(whole)
  })
})
