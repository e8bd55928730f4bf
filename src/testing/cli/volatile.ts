import type { Printed } from './terminal.ts'
import type { Step } from './golden-transcript.ts'

/*
 * What differs between two runs of real Kafka, or belongs to the JVM: times, ids, which broker leads, hosts, stack frames. Everything
 * else of a transcript has to be the same, blanks included.
 */

const FRAMES = /^(\tat |\t\.\.\. |\tSuppressed: |Caused by: )/
const isFrame = (line: string, at: number, lines: readonly string[]): boolean =>
  FRAMES.test(line) || line.startsWith(' at ') && lines[at - 1]?.startsWith('Caused by: ') === true

const sameWidth = (text: string, width: number): string => text.padEnd(width)
const countOf = (ids: string): string => ids === '' ? '' : ids.split(',').map(() => '#').join(',')

/** What a performance test measured; its words and units stay. */
const MEASURED = /\d+(\.\d+)?(?= (records|MB|ms)\b)/g

/** A row of the consumer's performance test; how many reports it comes to is a matter of speed. */
const CONSUMED = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d:\d{3}, /
const isNextReport = (line: string, at: number, lines: readonly string[]): boolean => CONSUMED.test(line) && CONSUMED.test(lines[at - 1] ?? '')

/** A client that reaches nobody says so in two lines, again and again; how often is a matter of its backoff's jitter. */
const UNREACHED = /could not be established|^\[.*Bootstrap broker .* disconnected/
const isNextTry = (line: string, at: number, lines: readonly string[]): boolean => UNREACHED.test(line) && UNREACHED.test(lines[at - 2] ?? '')

export function withoutVolatile(line: string): string {
  if (line.includes(' records sent, ')) return line.replace(MEASURED, '#').replace(/\(\d+(\.\d+)? MB/, '(# MB')
  if (CONSUMED.test(line)) return line.replaceAll(/(?<=^|, )[\d.:\- ]+(?=,|$)/g, '#')
  if (line.startsWith('{"timestamp":')) return line.replaceAll(/"(timestamp|offset|partition|avg_throughput)":[\d.]+/g, '"$1":*')
  return line
    .replaceAll('m1:9092', 'localhost:9092')
    .replace(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\]/, '[time]')
    .replace(/(?<=groupId=console-consumer-)\d+/, '#')
    // Java's consumer numbers its first FindCoordinator before it has metadata, ours after
    .replace(/(?<=\[Consumer .*correlation id )\d+/, '#')
    .replace(/^CreateTime:\d+/, 'CreateTime:*')
    .replaceAll(/\/data\/kafka-\d/g, '/data')
    .replace(/^(Cluster ID: |ClusterId: +)\S{22}/, '$1*')
    .replace(/^[\w-]{22}$/, '*')
    .replaceAll(/(?<=cluster\.id=|directory\.id=|but read )\S{22}/g, '*')
    .replace(/^(LeaderId|LeaderEpoch|HighWatermark|MaxFollowerLagTimeMs): +\S+/, '$1: #')
    .replaceAll(/CONTROLLER:\/\/[^"]+/g, 'CONTROLLER')
    .replace(/^\d+ +\t\S{22}\t.*(Leader|Follower|Observer) *\t$/, '# $1')
    .replaceAll(/"replicas":\[([\d,]+)\](?=,"log_dirs":\["any")/g, (_, ids: string) => `"replicas":[${countOf(ids)}]`)
    .replaceAll(/"size":\d+/g, '"size":*')
    .replace(/TopicId: \S{22}/, 'TopicId: *')
    .replace(/Leader: \d+/, 'Leader: #')
    .replace(/(?<=Local controller |Epoch: )\d+/, '#')
    .replace(/(Replicas|Isr): ([\d,]*)/g, (_, name: string, ids: string) => `${name}: ${countOf(ids)}`)
    .replace(/Configs: (\S*)/, (_, configs: string) => `Configs: ${configs.split(/,(?=[^,]*=)/).sort().join(',')}`)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '*'.repeat(36))
    .replace(/\/(127\.0\.0\.1|client-\S+) +/g, host => sameWidth('/host', host.length))
    .replace(/\S+:909\d +\(\d\) +/, at => sameWidth('coordinator', at.length))
    .replace(/(localhost|m\d)( +|:)909\d/, at => sameWidth('host', at.includes(':') ? 0 : at.length))
}

/** `(… 47 more lines of x, left out here)`: so many lines of a long repetition; all of the rest where it is help. */
const CUT = /^\(… (\d+) more lines of (.*), left out here\)$/

function aligned(expected: readonly string[], actual: readonly string[]): [string[], string[]] {
  const wanted: string[] = [], found: string[] = []
  let at = 0
  for (const line of expected) {
    const cut = CUT.exec(line)
    if (!cut) {
      wanted.push(withoutVolatile(line))
      if (at < actual.length) found.push(withoutVolatile(actual[at]!))
      at++
    } else if (cut[2] === 'help') return [wanted, found]
    else at += Number(cut[1])
  }
  return [wanted, [...found, ...actual.slice(at).map(withoutVolatile)]]
}

/** Below its header, a table of options is as wide as its longest description, and most descriptions are in words of our own. */
function kept(lines: readonly string[]): string[] {
  const options = lines.findIndex(line => line.startsWith('Option '))
  return lines.filter((line, at) => !isFrame(line, at, lines) && !isNextReport(line, at, lines) && !isNextTry(line, at, lines))
    .map((line, at) => options >= 0 && at >= options ? line.trimEnd() : line)
}

/** The two sides of a step as they have to agree. */
export function compared(step: Step, printed: Printed): { expected: unknown; actual: unknown } {
  const [out, ourOut] = aligned(kept(step.out), kept(printed.out)), [err, ourErr] = aligned(kept(step.err), kept(printed.err))
  return { expected: { out, err, exit: step.exit }, actual: { out: ourOut, err: ourErr, exit: printed.exit } }
}
