import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs'
import { Stage } from './pages/stage.ts'
import { Terminal } from './pages/terminal.ts'
import { expect, test } from './terrarium.ts'

/*
 * An application, its cluster behind sockets, and the page that shows it: what the one does, the other shows, and a broker that is
 * killed on the stage is dead for both.
 */

const QUICK = ['--set', 'group.initial.rebalance.delay.ms=0', '--set', 'broker.session.timeout.ms=2000', '--set', 'broker.heartbeat.interval.ms=500']

interface Served { child: ChildProcess; bootstrapServers: string; page: string; health: string }

async function serve(): Promise<Served> {
  const child = spawn(process.execPath, ['src/dev/run.mjs', 'src/dev/serve.ts', '--port', '0', '--http', '0', ...QUICK], {
    stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, TERRARIUM_PAGE: resolve(process.env['E2E_DIST'] ?? 'dist') },
  })
  let said = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text
    const found = /^bootstrap\.servers=(.+)\n[^]*^health=(.+)\npage=(.+)\n/m.exec(said)
    if (found) return { child, bootstrapServers: found[1]!, health: found[2]!, page: found[3]! }
  }
  throw new Error(`it ended before it was ready: ${said}`)
}

let served: Served
let producer: Producer
test.beforeEach(async () => {
  served = await serve()
  const kafka = new Kafka({ brokers: served.bootstrapServers.split(','), logLevel: logLevel.NOTHING, retry: { initialRetryTime: 50, retries: 20 } })
  const admin = kafka.admin()
  producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await Promise.all([admin.connect(), producer.connect()])
  await admin.createTopics({ topics: [{ topic: 'payments', numPartitions: 3, replicationFactor: 3 }], waitForLeaders: true })
  await admin.disconnect()
})
test.afterEach(async () => {
  await producer.disconnect()
  const { child } = served
  if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
})

const pay = (partition: number) => producer.send({ topic: 'payments', acks: -1, messages: [{ partition, value: 'ten euros' }] })

test('the page shows the cluster an application talks to, and a broker killed there is dead for both', async ({ terrarium }) => {
  const { page } = terrarium, stage = new Stage(page)
  for (const partition of [0, 1, 2]) await pay(partition)
  await terrarium.open(served.page)
  await expect(page, 'the token is not left in the address').toHaveURL(/#\/world$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Your cluster' })).toBeVisible()
  const before = await terrarium.view()
  expect(Object.keys(before.metadata.topics)).toEqual(['payments'])
  await expect(stage.picture.getByText('payments-0', { exact: true })).toBeAttached()

  await pay(0)
  await terrarium.until(() => Object.values(window.terrarium.view()!.replicas['payments-0']!).every(replica => replica.end === 2))

  for (const name of ['Pause', 'Step back', 'Step one event']) await expect(page.getByRole('button', { name, exact: true })).toBeDisabled()
  await expect(page.getByText('live · your application’s cluster')).toHaveAttribute('title', /cannot be paused, stepped or taken back/)

  await stage.select('broker 2')
  await stage.do('Kill broker-2')
  await terrarium.until(() => window.terrarium.view()!.processes['broker-2']!.state === 'down')
  for (const partition of [0, 1, 2]) await pay(partition)
  await terrarium.until(() => window.terrarium.view()!.metadata.topics['payments']!.partitions.every(({ isr, leader }) => isr.length === 2 && leader !== 2))
  expect((await fetch(served.health)).status).toBe(503)

  await page.evaluate(() => { location.hash = '#/lesson/isr' })
  await expect(page.getByRole('heading', { level: 1, name: 'Your cluster' }), 'a lesson has no world here').toBeVisible()
  await page.reload()
  await terrarium.until(() => window.terrarium?.view()?.processes['broker-2']?.state === 'down')
  await page.close()
})

test('the page’s terminal has Kafka’s tools for that cluster', async ({ terrarium }) => {
  const { page } = terrarium, terminal = new Terminal(page)
  await pay(1)
  await terrarium.open(served.page)
  await terminal.open()
  await terminal.run('kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic payments')
  await terminal.says('payments:1:1')
  await page.close()
})

test('a page says so when its cluster has gone', async ({ page }) => {
  await page.goto(served.page)
  await page.waitForFunction(() => window.terrarium?.view() !== null && window.terrarium?.view() !== undefined)
  served.child.kill('SIGTERM')
  await once(served.child, 'exit')
  await expect(page.getByRole('heading', { level: 1, name: 'The cluster is out of reach.' })).toBeVisible()
})
