import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { startCluster } from '../../host/tcp/start-cluster.ts'
import { goldenJson } from '../../testing/golden.ts'
import { cluster, type Live } from '../../testing/live-world.ts'
import { isQuick } from '../../testing/strength.ts'
import { composeOf, variableOf } from './compose.ts'
import { exportedCluster } from './exported.ts'
import { exportProject } from './project.ts'

const rootFile = (path: string) => new URL(`../../../${path}`, import.meta.url).pathname
const sourcesIn = (folder: string): Record<string, string> => Object.fromEntries(readdirSync(rootFile(folder)).filter(file => file.endsWith('.ts'))
  .map(file => [file, readFileSync(join(rootFile(folder), file), 'utf8')]))
const SCRIPTS = 'src/session/worlds/scripts'

let live: Live
beforeAll(async () => {
  live = await cluster(3)
  const command = { do: 'createTopics', topics: [{ name: 'orders', partitions: 6, replicationFactor: 3, configs: { 'retention.ms': '60000' } }] }
  await live.act({ do: 'process.command', process: 'admin', command: { tag: 'orders', command } })
  await live.run({ for: 2_000_000 })
})
const composed = () => composeOf(exportedCluster(live.world.view(), live.world.log()))

/** The project as it lies on a learner's disk, with this project's packages in place of an install. */
async function onDisk(id: string, files: Readonly<Record<string, string>>): Promise<string> {
  const { world } = live, door = { log: async () => world.log() }
  const project = await exportProject({ world: { getState: () => ({ view: world.view() }) }, door, settings: { getState: () => ({ language: 'en' }) } } as never, id, files)
  const folder = mkdtempSync(join(tmpdir(), 'project-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, bytes] of Object.entries(unzipSync(project!.zip))) writeFileSync(join(folder, path.slice(project!.name.length + 1)), bytes)
  symlinkSync(rootFile('node_modules'), join(folder, 'node_modules'))
  return folder
}
const textOf = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8')

/** What `npm` would run, by the name of one of the project's scripts. */
async function npm(folder: string, script: 'start' | 'check', args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const [bin, ...options] = (JSON.parse(textOf(folder, 'package.json')) as { scripts: Record<string, string> }).scripts[script]!.split(' ')
  const child = spawn(join(folder, 'node_modules/.bin', bin!), [...options, ...args], { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  const [code] = await once(child, 'close')
  return { code: code as number, said }
}

test('the image is given names of configs that Kafka 4.3 has, as its guide says they are written', () => {
  const known = new Set(goldenJson<{ broker: readonly { name: string }[] }>('configs.json').broker.map(({ name }) => variableOf(name)))
  const used = [...composed().matchAll(/^ {6}(KAFKA_\w+):/gm)].map(([, name]) => name!)
  expect(used.length).toBeGreaterThan(30)
  expect(used.filter(name => !known.has(name))).toEqual([])
  expect([variableOf('abc.def'), variableOf('abc-def'), variableOf('abc_def')]).toEqual(['KAFKA_ABC_DEF', 'KAFKA_ABC___DEF', 'KAFKA_ABC__DEF'])
})

test('the same brokers, racks, topics and configs', () => {
  const compose = composed()
  expect(compose.slice(compose.indexOf('  broker-2:'), compose.indexOf('  broker-3:'))).toMatchInlineSnapshot(`
    "  broker-2:
        image: apache/kafka:4.3.0
        networks:
          default:
            aliases: ['m2']
        ports:
          - '9093:19092'
        environment:
          CLUSTER_ID: 'KafkaTerrariumClusterA'
          KAFKA_NODE_ID: '2'
          KAFKA_PROCESS_ROLES: 'broker'
          KAFKA_LISTENERS: 'PLAINTEXT://:9092,PLAINTEXT_HOST://:19092'
          KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://broker-2:9092,PLAINTEXT_HOST://localhost:9093'
          KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT'
          KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER'
          KAFKA_CONTROLLER_QUORUM_VOTERS: '4@controller-4:9093'
          KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT'
          KAFKA_LOG_DIRS: '/tmp/kraft-combined-logs'
          KAFKA_BROKER_RACK: 'rack-b'
          KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '3'
    "
  `)
  expect(compose.slice(compose.indexOf('  topics:'))).toMatchInlineSnapshot(`
    "  topics:
        image: apache/kafka:4.3.0
        restart: on-failure
        depends_on:
          - broker-1
          - broker-2
          - broker-3
        entrypoint: ['/bin/sh', '-ec']
        command:
          - |
            /opt/kafka/bin/kafka-topics.sh --bootstrap-server broker-1:9092 --create --if-not-exists --topic 'orders' --partitions 6 --replication-factor 3 --config 'retention.ms=60000'
      scripts:
        image: node:22
        profiles: ['scripts']
        working_dir: /project
        volumes:
          - '.:/project'
          - 'modules:/project/node_modules'
        environment:
          BOOTSTRAP_SERVERS: 'broker-1:9092,broker-2:9092,broker-3:9092'
    volumes:
      modules:
    "
  `)
})

test('a folder with everything in it, and a page that says how it runs', async () => {
  const own = { 'mine.ts': "import { Kafka } from 'kafkajs'\nnew Kafka({ brokers: ['broker-1:9092'] })\n", 'broker-1.properties': 'node.id=1' }
  const folder = await onDisk('lesson/isr', { 'orders.ts': sourcesIn(SCRIPTS)['orders.ts']!, ...own })
  expect(readdirSync(folder).sort()).toMatchInlineSnapshot(`
    [
      ".env",
      "README.md",
      "compose.yaml",
      "mine.ts",
      "node_modules",
      "orders.ts",
      "package.json",
      "tsconfig.json",
    ]
  `)
  expect(textOf(folder, '.env')).toBe('BOOTSTRAP_SERVERS=localhost:9092,localhost:9093,localhost:9094\n')
  expect(JSON.parse(textOf(folder, 'package.json'))).toMatchObject({ name: 'kafka-terrarium-lesson-isr', dependencies: { kafkajs: '2.2.4' } })
  expect(textOf(folder, 'README.md').slice(0, 1_500)).toMatchInlineSnapshot(`
    "# kafka-terrarium-lesson-isr

    The scripts as they stand in Kafka Terrarium, and its cluster as containers of \`apache/kafka:4.3.0\`: the same brokers, racks, topics and configs.

    ## Beside the brokers

        docker compose up -d
        docker compose run --rm scripts npm install   # once
        docker compose run --rm scripts npm start orders.ts
        docker compose run --rm scripts npm start mine.ts

    ## On this computer

        docker compose up -d
        npm install   # once
        npm start orders.ts

    For scripts that read \`BOOTSTRAP_SERVERS\`, as \`.env\` has it. These name their brokers themselves, which only containers know by those names (or write \`localhost:9092\` there): \`mine.ts\`.

    Without containers: any Kafka at \`localhost:9092\`, or Kafka Terrarium's own brokers behind real ports, with:

        npm run serve -- --brokers 3 --port 9092

    ## What differs from the terrarium

    - Time is this computer's. It cannot be stopped, run faster or taken back, and no two runs are the same.
    - The clients are the packages themselves. In the terrarium their calls, options and defaults stand before one client that works as the Java client does; here each sends, batches, retries and assigns its own way.
    - Nobody cuts links or fills disks. \`docker compose pause broker-1\` and \`docker compose kill broker-1\` are the nearest there is.
    - Topics begin empty. What was set on running brokers (\`kafka-configs.sh --entity-type brokers\`) is not in \`compose.yaml\`.
    - Records are gone with \`docker compose down\`.
    "
  `)
})

test.skipIf(isQuick)('a kafkajs script runs against brokers behind real sockets', async () => {
  await using served = await startCluster({ brokers: 3 })
  const folder = await onDisk('free', sourcesIn(`${SCRIPTS}/templates/kafkajs`))
  const { code, said } = await npm(folder, 'start', ['admin.ts'], { BOOTSTRAP_SERVERS: served.bootstrapServers })
  expect(said).toContain('payments is there now')
  expect(code).toBe(0)
})

test('every script the page gives has the types of its client', async () => {
  const renamed = (dialect: string) => Object.fromEntries(Object.entries(sourcesIn(`${SCRIPTS}/templates/${dialect}`)).map(([file, source]) => [`${dialect}-${file}`, source]))
  const folder = await onDisk('free', { ...sourcesIn(SCRIPTS), ...renamed('kafkajs'), ...renamed('confluent') })
  expect(await npm(folder, 'check')).toEqual({ code: 0, said: '' })
})
