import { expect, test } from 'vitest'
import type { HostDoor } from '../../host/door.ts'
import { MemoryStore } from '../../storage/memory.ts'
import { world, type ClusterStory } from '../../testing/cluster.ts'
import { codecs } from '../../testing/log-fixture.ts'
import { keep } from '../kept.ts'
import { createWorldStore } from '../world-store.ts'
import { Shell, type Desk } from './shell.ts'

/** A shell beside a running cluster. The world goes on as long as a command does. */
function shellBeside(story: ClusterStory) {
  const { store } = createWorldStore(), said: string[] = []
  const show = (): void => store.setState({ view: story.world.view(), told: story.world.told.since(0) })
  const door = { act: async (action: Parameters<HostDoor['act']>[0]) => story.world.act(action) } as HostDoor
  const shell = new Shell({ door: () => door, world: store, kept: keep<Desk>(new MemoryStore().work, 'terminal', { history: [], files: {} }) })
  const output = { help: [], clear: () => said.push('—'), word: JSON.stringify, line: (to: string, text: string) => said.push(to === 'out' ? text : `! ${text}`) }
  show()
  const run = async (line: string, meanwhile: (millis: number) => void = () => {}): Promise<string[]> => {
    said.length = 0
    let code: number | null = null
    void shell.run(line, output).then(ended => { code = ended })
    for (let millis = 0; code === null && millis < 60_000; millis += 50) {
      await new Promise(setImmediate)
      story.run(50).millis
      show()
      meanwhile(millis)
    }
    return [...said, `exit ${code}`]
  }
  return { shell, run }
}

const cluster = () => shellBeside(world({ codecs, properties: { 'offsets.topic.replication.factor': '3' } }))

test('the commands of old notes run as they stand there, and one line says what took their place', async () => {
  const { run } = cluster()
  expect(await run('zkServer.sh start')).toEqual(['{"is":"zookeeper","command":"zkServer.sh"}', 'exit 0'])
  expect(await run('kafka-topics.sh --create --zookeeper test1:2181/kafka --replication-factor 1 --partitions 1 --topic test')).toEqual([
    '! {"is":"replaced","old":"--zookeeper","now":"--bootstrap-server","since":"3.0","kip":"KIP-377"}', 'Created topic test.', 'exit 0',
  ])
  expect((await run('kafka-topics.sh--zookeeper test1:2181 --describe --topic test | head -1 | wc -l')).slice(1)).toEqual(['1', 'exit 0'])
  expect((await run('echo hello | kafka-console-producer.sh --broker-list test2:9092 --topic test')).at(-1)).toBe('exit 0')
  expect(await run('kafka-console-consumer.sh --zookeeper test1:2181 --topic test --from-beginning --max-messages 1')).toEqual(expect.arrayContaining(['hello', 'exit 0']))
})

test('a tool under its old name', async () => {
  const { run } = cluster()
  expect((await run('kafka-preferred-replica-election.sh --zookeeper test1:2181')).slice(0, 1)).toEqual([
    '! {"is":"replaced","old":"kafka-preferred-replica-election.sh","now":"kafka-leader-election.sh","since":"3.0","kip":"KIP-460"}',
  ])
})

test('pipes, files and what comes after what', async () => {
  const { run } = cluster()
  await run("printf 'b\\na\\nb\\n' > letters.txt && kafka-topics.sh --create --topic letters --bootstrap-server localhost:9092")
  expect(await run('kafka-console-producer.sh --bootstrap-server localhost:9092 --topic letters < letters.txt; sort -u < letters.txt | tail -1')).toEqual(['b', 'exit 0'])
  expect(await run('kcat -b localhost:9092 -C -q -e -t letters | sort | uniq')).toEqual(['a', 'b', 'exit 0'])
  expect(await run('kafka-topics.sh --bootstrap-server localhost:9092 --describe --topic nope || echo not there')).toEqual(expect.arrayContaining(['not there', 'exit 0']))
})

test('on a broker\'s machine: its disk, its server stopped and started', async () => {
  const { shell, run } = cluster()
  expect(await run('kafka-server-stop.sh; kafka-server-start.sh -daemon $KAFKA_HOME/config/server.properties')).toEqual([
    'No kafka server to stop', '! {"is":"no-server","host":"client-terminal"}', 'exit 1',
  ])
  await run('ssh broker-2')
  expect(shell.host).toBe('broker-2')
  expect(await run('ls /data | grep ^meta; cat /data/meta.properties | grep node.id')).toEqual(['meta.properties', 'node.id=2', 'exit 0'])
  expect(shell.known().segments).toContain('/data/__cluster_metadata-0/00000000000000000000.log')
  expect(await run('kafka-dump-log.sh --files /data/__cluster_metadata-0/00000000000000000000.log | head -2')).toEqual([
    'Dumping /data/__cluster_metadata-0/00000000000000000000.log', 'Log starting offset: 0', 'exit 0',
  ])
  await run('kafka-server-stop.sh; sleep 10')
  expect(await run('kafka-server-stop.sh')).toEqual(['No kafka server to stop', 'exit 1'])
  expect(await run('kafka-server-start.sh -daemon server.properties; exit; hostname')).toEqual([
    '{"is":"started","host":"broker-2"}', 'Connection to broker-2 closed.', 'client-terminal', 'exit 0',
  ])
  expect(await run('ssh broker-9')).toEqual(['! ssh: Could not resolve hostname broker-9: Name or service not known', 'exit 255'])
})

test('watch looks again and again, in the world\'s time, until Ctrl-C', async () => {
  const { shell, run } = cluster()
  const looks = await run('watch -n 5 kafka-topics.sh --bootstrap-server localhost:9092 --list', millis => { if (millis === 12_000) shell.interrupt() })
  expect(looks.filter(line => line === '—').length).toBeGreaterThanOrEqual(2)
  expect(looks.at(-1)).toBe('exit 130')
})
