import { inTempFolder } from './cache.ts'
import { hasJava, jars, KAFKA, NO_JAVA, tool } from './java.ts'
import { startRealKafka } from './real-kafka.ts'
import { withServed } from './served.ts'
import { brief } from './part.ts'

const RECORDS = 1_000_000, RECORD_BYTES = 100
/** The first round warms up whoever compiles as it runs; the best of the rest counts, for others use the machine too. */
const ROUNDS = 5
/** A consumer waits so long for its first record; the tool's own ten seconds can pass in a rebalance on a busy machine, and then it read nothing. */
const PATIENCE_MS = 60_000

interface Side { readonly servers: string; produced: number; fetched: number }

/** Kafka's own perf tests against a real cluster and against ours, in turns: records a second, three brokers each on this machine. */
export async function bench(): Promise<string> {
  if (!hasJava()) return NO_JAVA
  const lib = await jars()
  const sides = await withServed(['--brokers', '3'], ours => inTempFolder(async dir => {
    const { bootstrapServers, stop } = await startRealKafka(lib, dir)
    return inTurns(lib, [ours, bootstrapServers].map(servers => ({ servers, produced: 0, fetched: 0 }))).finally(stop)
  }))
  const [ours, kafka] = sides as [Side, Side]
  return [
    `records/s                                    Kafka ${KAFKA}        here   ratio`,
    row(`produce, acks=all, ${RECORD_BYTES} B, RF 3`, kafka.produced, ours.produced),
    row(`fetch, ${RECORD_BYTES} B`, kafka.fetched, ours.fetched),
  ].join('\n')
}

async function inTurns(lib: string, sides: readonly Side[]): Promise<readonly Side[]> {
  for (const { servers } of sides) await said(lib, 'kafka-topics', ['--bootstrap-server', servers, '--create', '--topic', 'perf', '--partitions', '6',
    '--replication-factor', '3'], /Created/)
  for (let round = 0; round < ROUNDS; round++) for (const side of round % 2 === 0 ? sides : [...sides].reverse()) await playRound(lib, side, round)
  return sides
}

/** Writes a million, and reads all there is. */
async function playRound(lib: string, side: Side, round: number): Promise<void> {
  const { servers } = side, records = String(RECORDS), all = String(RECORDS * (round + 1))
  const wrote = await said(lib, 'kafka-producer-perf-test', ['--topic', 'perf', '--num-records', records, '--record-size', String(RECORD_BYTES),
    '--throughput', '-1', '--producer-props', `bootstrap.servers=${servers}`, 'acks=all'], new RegExp(`${RECORDS} records sent, ([\\d.]+) records/sec`))
  const read = await said(lib, 'kafka-consumer-perf-test', ['--bootstrap-server', servers, '--topic', 'perf', '--num-records', all,
    '--group', `perf-${round}`, '--timeout', String(PATIENCE_MS)],
    /\n[^\n]*, [^\n]*, [\d.]+, [\d.]+, \d+, [\d.]+, \d+, \d+, [\d.]+, ([\d.]+)/)
  console.error(`  ${servers}: ${figure(Number(wrote))} written, ${figure(Number(read))} read a second`)
  if (round === 0) return
  side.produced = Math.max(side.produced, Number(wrote))
  side.fetched = Math.max(side.fetched, Number(read))
}

const row = (name: string, kafka: number, ours: number): string =>
  `${name.padEnd(42)}${figure(kafka).padStart(14)}${figure(ours).padStart(12)}${(ours / kafka).toFixed(2).padStart(7)}×`
const figure = (value: number): string => Math.round(value).toLocaleString('en-US')

async function said(lib: string, name: Parameters<typeof tool>[1], args: readonly string[], what: RegExp): Promise<string> {
  const { stdout, stderr } = await tool(lib, name, args, { timeoutMs: 600_000 })
  const found = what.exec(stdout)
  if (!found) throw new Error(`${name} said ${brief(stdout || stderr)}`)
  return found[1] ?? ''
}
