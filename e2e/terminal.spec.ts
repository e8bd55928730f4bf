import { en } from '../src/ui/i18n/en.ts'
import { Terminal } from './pages/terminal.ts'
import { expect, test } from './terrarium.ts'

test('Kafka\'s tools in the world: created, described, refused, read until Ctrl-C; history and completion', async ({ terrarium }) => {
  const { page } = terrarium
  const terminal = new Terminal(page)
  await terrarium.open('#/world')
  await terminal.open()

  await test.step('a topic is created and described', async () => {
    await terminal.run('kafka-topics.sh --bootstrap-server localhost:9092 --create --topic parcels --partitions 2 --replication-factor 3')
    await terminal.says('Created topic parcels.')
    await terminal.run('clear')
    await terminal.run('kafka-topics.sh --bootstrap-server broker-2:9092 --describe --topic parcels | grep Leader')
    await terminal.says(/Topic: parcels\s+Partition: 1\s+Leader: [123]/)
    expect((await terrarium.view()).metadata.topics['parcels']?.partitions.length).toBe(2)
  })

  await test.step('what is refused is refused in Kafka\'s words, and the prompt says so', async () => {
    await terminal.run('clear')
    await terminal.run('kafka-topics.sh --bootstrap-server localhost:9092 --create --topic parcels')
    await terminal.says(/Topic 'parcels' already exists/)
    await terminal.says('client-terminal [1] $')
    await terminal.run('kafka-topic.sh')
    await terminal.says('bash: kafka-topic.sh: command not found')
    await terminal.says('client-terminal [127] $')
  })

  await test.step('a consumer reads until Ctrl-C', async () => {
    await terminal.run('clear')
    await terminal.run('kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --property print.offset=true')
    await terminal.says(/Offset:\d+/)
    await terminal.press('Control+c')
    await terminal.says(/Processed a total of \d+ messages/)
    await terminal.says('client-terminal [130] $')
  })

  await test.step('a pipe into a file', async () => {
    await terminal.run('clear')
    await terminal.run('kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --property print.offset=true | head -2 > two.txt')
    await terminal.says('client-terminal $')
    await terminal.run('cat two.txt two.txt | grep Offset')
    await terminal.says(/(Offset:\d+[^]*){2}client-terminal \$\s*$/)
  })

  await test.step('history and completion', async () => {
    await terminal.run('clear')
    for (const key of ['ArrowUp', 'ArrowUp']) await terminal.press(key)
    await terminal.says('client-terminal $ cat two.txt two.txt | grep Offset')
    await terminal.press('Control+u')
    await terminal.type('kafka-top')
    await terminal.press('Tab')
    await terminal.type('--bootstrap-server broker-3')
    await terminal.press('Tab')
    await terminal.type('--desc')
    await terminal.press('Tab')
    await terminal.type('--topic par')
    await terminal.press('Tab')
    await terminal.says('kafka-topics.sh --bootstrap-server broker-3:9092 --describe --topic parcels')
  })

  await test.step('several commands, a file read, and older command lines', async () => {
    await terminal.press('Control+u')
    await terminal.run('clear')
    await terminal.run('printf "b\\na\\n" > letters.txt && sort < letters.txt; kafka-topics.sh --zookeeper test1:2181 --list')
    await terminal.says(/a\s+b\s+--zookeeper went with Kafka 3\.0 \(KIP-377\)/)
    await terminal.says('parcels')
  })

  await test.step('a broker\'s own machine: its disk, its server stopped and started again', async () => {
    await terminal.run('clear')
    await terminal.run('ssh broker-2')
    await terminal.says('broker-2 $')
    await terminal.run('kafka-dump-log.sh --print-data-log --files /data/orders-0/00000000000000000000.log | head -3')
    await terminal.says(/Log starting offset: 0\s+baseOffset: 0/)
    await terminal.run('kafka-server-stop.sh')
    await expect.poll(async () => (await terrarium.view()).processes['broker-2']?.state).toBe('down')
    await terminal.run('kafka-server-start.sh -daemon $KAFKA_HOME/config/server.properties && exit')
    await expect.poll(async () => (await terrarium.view()).processes['broker-2']?.state).toBe('up')
    await terminal.says('Connection to broker-2 closed.')
  })

  await test.step('watch, until Ctrl-C', async () => {
    await terminal.run('watch -n 1 kafka-groups.sh --bootstrap-server localhost:9092 --list')
    await terminal.says(/Every 1\.0s: kafka-groups\.sh[^]*billing/)
    await terminal.press('Control+c')
    await terminal.says('client-terminal [130] $')
  })

  await test.step('Escape, then Tab leaves', async () => {
    await expect(terminal.input).toBeFocused()
    await terminal.press('Escape')
    await terminal.press('Tab')
    await expect(terminal.input).not.toBeFocused()
  })
})

test('what a button does, as a command line: shown, and run in the terminal', async ({ terrarium }) => {
  const { page } = terrarium
  const terminal = new Terminal(page)
  await terrarium.open('#/world/partition/orders-0')
  await page.getByText(en['cmd.show']).click()
  const lines = page.locator('.cmdline', { hasText: '--describe --topic orders' })
  await lines.getByRole('button', { name: en['cmd.terminal'] }).click()
  await terminal.says('client-terminal $ kafka-topics.sh --bootstrap-server broker-1:9092 --describe --topic orders')
  await expect(terminal.input).toBeFocused()
  await terminal.press('Enter')
  await terminal.says(/Topic: orders\s+Partition: 0\s+Leader: [123]/)
})
