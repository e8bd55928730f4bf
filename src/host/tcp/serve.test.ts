import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Partitioners } from 'kafkajs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isQuick } from '../../testing/strength.ts'
import { Gathered, kafkaAt } from './testing.ts'

/*
 * `npm run serve` as a process of its own: what it prints, how it ends, and what its folder is worth after `kill -9`.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url))
const QUICK = ['--set', 'group.initial.rebalance.delay.ms=0']

let dir: string
let children: ChildProcess[] = []
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'serve-')) })
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(children.filter(child => child.exitCode === null && child.signalCode === null).map(child => once(child, 'exit')))
  children = []
  await rm(dir, { recursive: true, force: true })
})

interface Running { child: ChildProcess; bootstrapServers: string }
interface Ended { code: number | null; stderr: string }

/** As `npm run serve` does it. */
function launch(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'src/dev/run.mjs'), 'src/dev/serve.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

/** Serves on free ports; resolves when it says where. */
const serve = (...args: string[]): Promise<Running> => ready(launch(['--port', '0', ...QUICK, ...args]))

async function ready(child: ChildProcess): Promise<Running> {
  let said = ''
  for await (const bytes of child.stdout!.setEncoding('utf8')) {
    said += bytes
    const [, bootstrapServers] = /^bootstrap\.servers=(\S+)\n/m.exec(said) ?? []
    if (bootstrapServers) return { child, bootstrapServers }
  }
  throw new Error(`it ended before it was ready: ${said}`)
}

async function ended(child: ChildProcess): Promise<Ended> {
  let stderr = ''
  child.stderr!.setEncoding('utf8').on('data', text => { stderr += text })
  const [code] = await once(child, 'close')
  return { code: code as number | null, stderr }
}

/** Enough for leaders that are not known everywhere yet; of a server that was killed it tires within seconds. */
const SOON_GIVEN_UP = { initialRetryTime: 50, retries: 5 }

const producerOf = (kafka: ReturnType<typeof kafkaAt>) => kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })

describe('a folder', () => {
  it.skipIf(isQuick)('survives kill -9 in the middle of traffic: every record that was acknowledged is there again', async () => {
    const first = await serve('--data', dir)
    const admin = kafkaAt(first.bootstrapServers).admin(), producer = producerOf(kafkaAt(first.bootstrapServers, { retry: SOON_GIVEN_UP }))
    await Promise.all([admin.connect(), producer.connect()])
    await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 3, replicationFactor: 3 }], waitForLeaders: true })
    const acknowledged: string[] = []
    const send = async (name: string) => {
      for (let i = 0; first.child.exitCode === null && first.child.signalCode === null; i++) {
        await producer.send({ topic: 'orders', acks: -1, messages: [{ key: `${name}-${i}`, value: `${name}-${i}` }] })
        acknowledged.push(`${name}-${i}`)
        if (acknowledged.length === 300) first.child.kill('SIGKILL')
      }
    }
    const partitions = [0, 1, 2].map(partition => ({ partition, offset: '0' }))
    await admin.setOffsets({ groupId: 'billing', topic: 'orders', partitions })
    await Promise.allSettled(['a', 'b', 'c'].map(send))
    await Promise.allSettled([producer.disconnect(), admin.disconnect()])
    expect(acknowledged.length).toBeGreaterThanOrEqual(300)

    const second = await serve('--data', dir)
    const again = kafkaAt(second.bootstrapServers), consumer = again.consumer({ groupId: 'billing', maxWaitTimeInMs: 100 })
    const read = new Gathered<string>()
    await consumer.connect()
    await consumer.subscribe({ topic: 'orders' })
    await consumer.run({ eachMessage: async ({ message }) => read.add(message.value!.toString()) })
    await read.until(all => new Set(all).size >= acknowledged.length && acknowledged.every(value => all.includes(value)))
    await consumer.disconnect()

    second.child.kill('SIGTERM')
    expect((await ended(second.child)).code).toBe(0)
    expect(await readdir(dir)).toEqual(['broker-1', 'broker-2', 'broker-3', 'controller-4'])
    expect((await readdir(join(dir, 'broker-1'))).filter(name => !name.startsWith('__consumer_offsets'))).toEqual([
      '.kafka_cleanshutdown', '__cluster_metadata-0', 'bootstrap.checkpoint', 'log-start-offset-checkpoint', 'meta.properties',
      'orders-0', 'orders-1', 'orders-2',
      'recovery-point-offset-checkpoint', 'replication-offset-checkpoint',
    ])
  })

  it.skipIf(isQuick)('of another cluster is refused', async () => {
    const first = await serve('--brokers', '1', '--data', dir)
    first.child.kill('SIGTERM')
    await ended(first.child)
    const { code, stderr } = await ended(launch(['--port', '0', '--brokers', '3', '--data', dir]))
    expect(code).toBe(1)
    expect(stderr).toContain('holds a cluster of 1 broker from id 1: start it with --brokers 1 --first-id 1, or name another folder')
  })
})

describe('serve', () => {
  it.skipIf(isQuick)('of one broker keeps committed offsets on that one, and ends by SIGINT too', async () => {
    const { child, bootstrapServers } = await serve('--brokers', '1', '--first-id', '7')
    const kafka = kafkaAt(bootstrapServers), admin = kafka.admin(), producer = producerOf(kafka)
    await Promise.all([admin.connect(), producer.connect()])
    await producer.send({ topic: 'made-when-asked-for', messages: [{ value: 'x' }] })
    await admin.setOffsets({ groupId: 'g', topic: 'made-when-asked-for', partitions: [{ partition: 0, offset: '1' }] })
    expect((await admin.describeCluster()).brokers).toMatchObject([{ nodeId: 7, host: '127.0.0.1' }])
    const [topic] = await admin.fetchOffsets({ groupId: 'g', topics: ['made-when-asked-for'] })
    expect(topic).toMatchObject({ partitions: [{ partition: 0, offset: '1' }] })
    await Promise.all([admin.disconnect(), producer.disconnect()])
    child.kill('SIGINT')
    expect((await ended(child)).code).toBe(0)
  })

  it('as npm run starts it, one process and one file, ends when that is killed', async () => {
    const { child: launcher, bootstrapServers } = await serve('--brokers', '1')
    const [host, port] = bootstrapServers.split(':')
    const client = connect({ host: host!, port: Number(port) })
    await once(client, 'connect')
    const closed = new Promise(done => { client.on('error', () => {}).once('close', done) })
    launcher.kill('SIGKILL')
    await closed
  })

  it('says that a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { code, stderr } = await ended(launch(['--port', String(port), '--brokers', '1']))
    taken.close()
    expect({ code, stderr: stderr.trim() }).toEqual({ code: 1, stderr: `127.0.0.1:${port} is in use: name another with --port` })
  })
})
