import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { CLUSTER_ID } from '../../world/topology.ts'
import { javaArgs } from './java.ts'
import { must } from './shell.ts'

const BROKERS = [1, 2, 3], CONTROLLER = 4
const READY_WITHIN_MS = 180_000, POLL_MS = 500

export interface RealKafka { readonly bootstrapServers: string; stop(): Promise<void> }

/** A real cluster of three brokers and a controller, in folders below `dir`: the same topology as `serve --brokers 3`. */
export async function startRealKafka(lib: string, dir: string, properties: Readonly<Record<string, string>> = {}): Promise<RealKafka> {
  const ports = await freePorts(BROKERS.length + 1), controllerPort = ports.at(-1)!
  const children: ChildProcess[] = []
  const stop = async (): Promise<void> => { await Promise.all(children.map(ended)) }
  try {
    for (const id of [CONTROLLER, ...BROKERS]) {
      const home = join(dir, `node-${id}`), file = join(home, 'server.properties')
      mkdirSync(home)
      writeFileSync(file, textOf({ ...propertiesOf(id, ports[BROKERS.indexOf(id)], controllerPort, home), ...properties }))
      await must('java', [...javaArgs(lib), 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', file])
      const log = openSync(join(home, 'out.log'), 'w')
      children.push(spawn('java', ['-Xms256m', '-Xmx512m', '-cp', `${lib}/*`, 'kafka.Kafka', file], { stdio: ['ignore', log, log], cwd: home }))
    }
    const bootstrapServers = BROKERS.map((_, i) => `127.0.0.1:${ports[i]}`).join(',')
    await untilReady(bootstrapServers)
    return { bootstrapServers, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function propertiesOf(id: number, port: number | undefined, controllerPort: number, home: string): Record<string, string> {
  const isBroker = id !== CONTROLLER
  return {
    'node.id': String(id),
    'process.roles': isBroker ? 'broker' : 'controller',
    'controller.quorum.voters': `${CONTROLLER}@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'listeners': isBroker ? `PLAINTEXT://127.0.0.1:${port}` : `CONTROLLER://127.0.0.1:${controllerPort}`,
    'log.dirs': join(home, 'data'),
    ...(isBroker && { 'broker.rack': `rack-${String.fromCharCode(96 + id)}` }),
  }
}

const textOf = (properties: Readonly<Record<string, string>>): string => Object.entries(properties).map(([name,
  value]) => `${name}=${value}\n`).join('')

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => once(server, 'listening')))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => new Promise(done => { server.close(done) })))
  return ports
}

async function untilReady(bootstrapServers: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  const admin = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 0 },
    connectionTimeout: POLL_MS }).admin()
  for (;;) {
    const count = await admin.connect().then(() => admin.describeCluster()).then(({ brokers }) => brokers.length, () => 0)
    if (count === BROKERS.length) return admin.disconnect()
    if (Date.now() > deadline) throw new Error('the real Kafka did not start')
    await new Promise(done => { setTimeout(done, POLL_MS) })
  }
}
