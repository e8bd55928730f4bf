import { inTempFolder } from './cache.ts'
import { hasJava, jars, KAFKA, NO_JAVA, tool } from './java.ts'
import { startRealKafka } from './real-kafka.ts'
import { withServed } from './served.ts'
import { brief } from './part.ts'

const RECORDS = 1_000_000, RECORD_BYTES = 100
/** The first run warms up whoever compiles as it runs; the best of the rest counts, for others use the machine too. */
const RUNS = 3

interface Speed { readonly produced: number; readonly fetched: number }

/** Kafka's own perf tests against a real cluster and against ours: records a second, three brokers on this machine, one after the other. */
export async function bench(): Promise<string> {
  if (!hasJava()) return NO_JAVA
  const lib = await jars()
  const ours = await withServed(['--brokers', '3'], servers => speedOf(lib, servers))
  const kafka = await inTempFolder(async dir => {
    const { bootstrapServers, stop } = await startRealKafka(lib, dir)
    return speedOf(lib, bootstrapServers).finally(stop)
  })
  return [
    `records/s                                    Kafka ${KAFKA}        here   ratio`,
    row(`produce, acks=all, ${RECORD_BYTES} B, RF 3`, kafka.produced, ours.produced),
    row(`fetch, ${RECORD_BYTES} B`, kafka.fetched, ours.fetched),
  ].join('\n')
}

const row = (name: string, kafka: number, ours: number): string =>
  `${name.padEnd(42)}${figure(kafka).padStart(14)}${figure(ours).padStart(12)}${(ours / kafka).toFixed(2).padStart(7)}×`
const figure = (value: number): string => Math.round(value).toLocaleString('en-US')

async function speedOf(lib: string, servers: string): Promise<Speed> {
  await said(lib, 'kafka-topics', ['--bootstrap-server', servers, '--create', '--topic', 'perf', '--partitions', '6', '--replication-factor', '3'],
    /Created/)
  let produced = 0, fetched = 0
  for (let i = 0; i < RUNS; i++) {
    const wrote = await said(lib, 'kafka-producer-perf-test', ['--topic', 'perf', '--num-records', String(RECORDS), '--record-size',
      String(RECORD_BYTES), '--throughput', '-1',
      '--producer-props', `bootstrap.servers=${servers}`, 'acks=all'], new RegExp(`${RECORDS} records sent, ([\\d.]+) records/sec`))
    produced = Math.max(produced, Number(wrote))
    const read = await said(lib, 'kafka-consumer-perf-test', ['--bootstrap-server', servers, '--topic', 'perf', '--num-records', String(RECORDS),
      '--group', `perf-${i}`],
      /\n[^\n]*, [^\n]*, [\d.]+, [\d.]+, \d+, [\d.]+, \d+, \d+, [\d.]+, ([\d.]+)/)
    fetched = Math.max(fetched, Number(read))
  }
  return { produced, fetched }
}

async function said(lib: string, name: Parameters<typeof tool>[1], args: readonly string[], what: RegExp): Promise<string> {
  const { stdout, stderr } = await tool(lib, name, args, { timeoutMs: 600_000 })
  const found = what.exec(stdout)
  if (!found) throw new Error(`${name} said ${brief(stdout || stderr)}`)
  return found[1] ?? ''
}
