import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isQuick } from '../../testing/strength.ts'
import type { TcpCluster } from './cluster.ts'
import { Gathered, kafkaAt, serveForTest } from './testing.ts'

/*
 * A script leaves the page as it stands there: the examples of the kafkajs dialect, not a letter changed, under Node with the real
 * kafkajs, against real sockets.
 */

const folder = new URL('../../session/worlds/scripts/', import.meta.url)
const bundledFetch = new URL('bundled-fetch.testing.mjs', import.meta.url).href
const examples = readdirSync(folder).filter(file => file.endsWith('.ts') && readFileSync(new URL(file, folder), 'utf8').includes("from 'kafkajs'")).sort()

let cluster: TcpCluster
beforeAll(async () => { ({ cluster } = await serveForTest()) })
afterAll(() => cluster.close())

/** As a learner runs it at home: `BOOTSTRAP_SERVERS=… npx tsx flights.ts`. Runs it for as long as `during` takes. */
async function running<T>(file: string, during: (lines: Gathered<string>) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', bundledFetch, fileURLToPath(new URL(file, folder))], {
    env: { ...process.env, BOOTSTRAP_SERVERS: cluster.bootstrapServers, KAFKAJS_NO_PARTITIONER_WARNING: '1' }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = new Gathered<string>(), complaints: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.add(...text.split('\n').filter(Boolean)))
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text))
  const ended = once(child, 'exit')
  const early = ended.then(([code]) => { throw new Error(`${file} ended with ${code}: ${complaints.join('')}`) })
  try {
    return await Promise.race([during(lines), early])
  } finally {
    early.catch(() => {})
    child.kill('SIGKILL')
    await ended
  }
}

interface Read { partition: number; key: string; value: Record<string, unknown> }

async function readOf(topic: string, isEnough: (reads: readonly Read[]) => boolean): Promise<readonly Read[]> {
  const consumer = kafkaAt(cluster.bootstrapServers).consumer({ groupId: `check-${topic}`, maxWaitTimeInMs: 100 }), reads = new Gathered<Read>()
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ partition, message: { key, value } }) =>
      reads.add({ partition, key: String(key), value: JSON.parse(String(value)) as Read['value'] }),
  })
  await reads.until(isEnough)
  await consumer.disconnect()
  return reads.all
}

const different = (reads: readonly Read[], what: (read: Read) => unknown): number => new Set(reads.map(what)).size

it('are these', () => expect(examples).toEqual(['flights.ts', 'orders.ts']))

it('orders.ts sends an order every 200 ms, each customer’s to one partition', () => running('orders.ts', async lines => {
  await lines.until(all => all.length >= 6)
  expect(lines.all[0]).toMatch(/^order 1 of grace: partition 0, offset 0$/)
  const reads = await readOf('orders', all => all.length >= 6)
  expect(reads.slice(0, 3).map(({ key, value }) => [key, value])).toEqual([
    ['grace', { id: 1, customer: 'grace', cents: 100 }], ['edsger', { id: 2, customer: 'edsger', cents: 200 }],
    ['barbara', { id: 3, customer: 'barbara', cents: 300 }],
  ])
}))

it.skipIf(isQuick)('flights.ts makes its topic and streams real departures, each airport’s to one partition', () => running('flights.ts', async lines => {
  await lines.until(all => all.length >= 4)
  const reads = await readOf('flights', all => all.some(read => read.key === 'HNL') && different(all, read => read.partition) === 6)
  expect(different(reads, read => `${read.key} ${read.partition}`)).toBe(different(reads, read => read.key))
  expect(reads.find(read => read.key === 'HNL')!.value)
    .toEqual({ date: '2001/01/01 10:18', delay: -3, distance: 102, origin: 'HNL', destination: 'LIH' })
}))
