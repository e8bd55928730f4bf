import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { AttachedAsk, AttachedSaid } from '../../attached-wire.ts'
import type { Look, Looks } from '../../look.ts'
import type { Action } from '../../../world/action.ts'
import type { TcpCluster } from '../cluster.ts'
import { Gathered, kafkaAt, serveForTest } from '../testing.ts'
import { openSide, type Side } from './open-side.ts'

/*
 * The port beside the brokers: who may ask it what, and what it says when a broker dies.
 */

let pageDir: string
let cluster: TcpCluster
let side: Side
beforeAll(async () => {
  pageDir = mkdtempSync(join(tmpdir(), 'page-'))
  writeFileSync(join(pageDir, 'index.html'), '<title>the page</title>')
  ;({ cluster } = await serveForTest())
  side = await openSide(cluster, { host: '127.0.0.1', port: 0, pageDir })
})
afterAll(async () => {
  side.close()
  await cluster.close()
  rmSync(pageDir, { recursive: true })
})

interface Got { status: number; type: string; body: string }

/** As no browser would: any method, any header, any path. */
async function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Got> {
  const { hostname, port, host } = new URL(side.address)
  const asked = request({ hostname, port, path, method, headers: { host, ...headers } }).end()
  const [answer] = await once(asked, 'response') as [import('node:http').IncomingMessage]
  const body = (await answer.toArray()).join('')
  return { status: answer.statusCode!, type: answer.headers['content-type'] ?? '', body }
}

async function createOrders(): Promise<void> {
  const admin = kafkaAt(cluster.bootstrapServers).admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 1, replicationFactor: 3 }], waitForLeaders: true })
  await admin.disconnect()
}

describe('/metrics', () => {
  it('has what JMX shows of every server', async () => {
    const { status, type, body } = await get('/metrics')
    expect({ status, type }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' })
    expect(body).toContain('kafka_controller_kafkacontroller_activebrokercount{process="controller-4"} 3\n')
    for (const process of ['broker-1', 'broker-2', 'broker-3'])
      expect(body).toContain(`kafka_server_replicamanager_underreplicatedpartitions{process="${process}"} 0\n`)
  })

  it('is well-formed: each metric has its type once, and every line after it is of it', async () => {
    const { body } = await get('/metrics')
    const types = [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name]) => name!)
    expect(new Set(types).size).toBe(types.length)
    expect(body.split('\n').filter(line => !/^(# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+\{([a-zA-Z_]\w*="([^"\\]|\\.)*",?)+\} (-?[\d.e+-]+|NaN|[+-]Inf)|)$/.test(line))).toEqual([])
  })
})

describe('/health', () => {
  it('is 200 while all is well, 503 when a broker is down, and 200 when it is back', async () => {
    await createOrders()
    await cluster.until({ path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 3 }, null)
    expect(await get('/health')).toMatchObject({ status: 200, type: 'application/json' })
    cluster.act({ do: 'process.kill', process: 'broker-2' })
    await cluster.until({ path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 2 }, null)
    const { status, body } = await get('/health')
    expect(status).toBe(503)
    expect(JSON.parse(body)).toEqual({
      ok: false, clusterId: 'KafkaTerrariumClusterA', controller: 4, partitions: 1, underReplicated: ['orders-0'], offline: [],
      brokers: [{ id: 1, state: 'up' }, { id: 2, state: 'down' }, { id: 3, state: 'up' }],
    })
    expect(await get('/health', { accept: 'text/html' })).toMatchObject({ status: 503, body: expect.stringContaining('<th scope="row">Broker 2</th><td>down</td>') as string })
    cluster.act({ do: 'process.start', process: 'broker-2' })
    await cluster.until({ path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 3 }, null)
    expect(await get('/health')).toMatchObject({ status: 200 })
  })
})

describe('the page', () => {
  it('is served, and nothing beside it', async () => {
    writeFileSync(join(pageDir, '..', 'secret.txt'), 'secret')
    expect(await get('/')).toMatchObject({ status: 200, body: '<title>the page</title>' })
    for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%00', '/%', '//etc/passwd', '/nothing.html'])
      expect((await get(path)).status, path).toBe(404)
    rmSync(join(pageDir, '..', 'secret.txt'))
  })
})

describe('whoever calls', () => {
  it('by another name is refused: no site can point a name of its own here', async () => {
    for (const host of ['evil.example', `evil.example:${new URL(side.address).port}`, '127.0.0.1']) expect((await get('/metrics', { host })).status, host).toBe(421)
    expect((await get('/metrics', { host: `localhost:${new URL(side.address).port}` })).status).toBe(200)
  })

  it('to change something is refused', async () => {
    expect((await get('/metrics', {}, 'POST')).status).toBe(405)
  })
})

const token = () => new URL(side.page).hash.replace('#token=', '')

/** The status that refuses, or 101. */
async function attachAs(protocols: string[], origin: string | undefined, path = '/attached', host = new URL(side.address).host): Promise<number> {
  const socket = new WebSocket(`${side.address.replace('http', 'ws')}${path}`, protocols, { ...(origin && { origin }), headers: { host } })
  const [status] = await Promise.race([
    once(socket, 'unexpected-response').then(([, answer]) => [(answer as { statusCode: number }).statusCode] as const), once(socket, 'open').then(() => [101] as const),
  ])
  socket.on('error', () => {}).terminate()
  return status
}

/** A page that takes every frame it is shown. */
async function attach() {
  const socket = new WebSocket(`${side.address.replace('http', 'ws')}/attached`, ['kafka-terrarium', token()], { origin: side.address })
  const said = new Gathered<AttachedSaid>(), ask = (asked: AttachedAsk) => socket.send(JSON.stringify(asked))
  socket.on('message', data => {
    const each = JSON.parse(String(data)) as AttachedSaid
    said.add(each)
    if (each.is === 'frame') ask({ ask: 'taken' })
  })
  await once(socket, 'open')
  return { socket, said, ask }
}

describe('a page', () => {
  it('comes in from this origin, by this name, with the token, and else not', async () => {
    const good = ['kafka-terrarium', token()], other = 'x'.repeat(token().length)
    expect(await attachAs(good, side.address)).toBe(101)
    expect(await Promise.all([
      attachAs(['kafka-terrarium', other], side.address), attachAs(['kafka-terrarium'], side.address), attachAs(good, 'http://evil.example'), attachAs(good, undefined),
      attachAs(good, side.address, '/elsewhere'), attachAs(good, side.address, '/attached', 'evil.example'),
    ])).toEqual([401, 401, 403, 403, 404, 421])
  })

  it('sees the cluster, acts on it, and is told what cannot be done', async () => {
    const { socket, said, ask } = await attach()
    await said.until(all => all.some(each => each.is === 'frame' && each.frame.delta !== null))
    expect(said.all[0]).toMatchObject({ is: 'attached' })
    ask({ ask: 'act', id: 1, action: { do: 'process.kill', process: 'broker-3' } })
    ask({ ask: 'act', id: 2, action: { do: 'process.kill', process: 'nobody' } })
    await said.until(all => all.some(each => each.is === 'answer' && each.id === 1) && all.some(each => each.is === 'refusal'))
    expect(said.all.find(each => each.is === 'refusal')).toMatchObject({ id: 2, message: 'There is no process nobody' })
    ask({ ask: 'run', id: 3, until: { path: ['processes', 'broker-3', 'state'], equals: 'down' }, for: null })
    await said.until(all => all.some(each => each.is === 'answer' && each.id === 3))
    ask({ ask: 'act', id: 4, action: { do: 'process.start', process: 'broker-3' } })
    ask({ ask: 'files', id: 5, machine: 'm1', under: '/data/meta.properties' })
    await said.until(all => all.some(each => each.is === 'answer' && each.id === 5))
    const files = said.all.find(each => each.is === 'answer' && each.id === 5) as { value: Record<string, string> }
    expect(Buffer.from(files.value['/data/meta.properties']!, 'base64').toString()).toMatch(/^node\.id=1$/m)
    socket.close()
  })

  it('looks into whatever a page looks into, and is not let go for it', async () => {
    const { socket, said, ask } = await attach(), of = ['kafka.server:type=ReplicaManager,name=UnderReplicatedPartitions']
    const looks: readonly Look[] = [
      { is: 'beans' }, { is: 'frames', after: -1 }, { is: 'frame', id: 0 }, { is: 'trail', partition: 'payments-0', offset: 0 }, { is: 'samples', after: -1 },
      { is: 'samples', after: -1, of }, { is: 'carriers', crc: 0xcafe_babe },
    ]
    await said.until(all => all.filter(each => each.is === 'frame').length >= 2)
    looks.forEach((look, id) => ask({ ask: 'look', id: id + 1, look }))
    await said.until(all => all.some(each => each.is === 'answer' && each.id === looks.length))
    const answers = said.all.filter(each => each.is === 'answer')
    expect(answers.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const [sample] = answers.at(-2)!.value as Looks['samples']
    expect(Object.keys(sample!.processes['broker-1']!)).toEqual(of)
    socket.close()
  })

  it.each<[string, Action]>([
    ['a script', { do: 'script.run', script: 's', file: 'f', source: '' }], ['another program', { do: 'process.start', process: 'p', program: 'producer' }],
    ['a new broker', { do: 'machine.add', machine: 'm9' }],
    ['a command to a gateway', { do: 'process.command', process: 'tcp-127.0.0.1', command: { is: 'reset', id: 1 } }],
  ])('may not bring %s', async (_, action) => {
    const { socket, said, ask } = await attach()
    ask({ ask: 'act', id: 1, action })
    await said.until(all => all.some(each => each.is === 'refusal'))
    expect(said.all.find(each => each.is === 'refusal')).toMatchObject({ id: 1, message: 'this is not done to a live cluster: it needs a world of its own' })
    socket.close()
  })

  it.each([
    ['no JSON', 'hello'], ['no question', '{"ask":"everything","id":1}'], ['no action', '{"ask":"act","id":1,"action":{"do":"everything"}}'],
    ['more than a question can be', `{"ask":"log","id":${' '.repeat(300_000)}1}`],
  ])('that says %s is let go', async (_, text) => {
    const { socket } = await attach()
    socket.on('error', () => {}).send(text)
    const [code] = await once(socket, 'close')
    expect([1008, 1009]).toContain(code)
  })
})
