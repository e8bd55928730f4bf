import { withServed } from '../served.ts'
import { isThere, run } from '../shell.ts'
import { brief, ran, skipped, type Check, type Part } from '../part.ts'

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
const LINES = Array.from({ length: 500 }, (_, i) => `key-${i % 20}:line ${i} of some length, as lines are\n`).join('')
const program = ['kcat', 'kafkacat'].find(name => isThere(name, '-V'))

/** All modes of kcat with all codecs: what was written is what is read. */
export const kcat: Part = {
  name: 'kcat', judge: 'kcat (Debian), librdkafka',
  run: async () => program === undefined ? skipped('there is no kcat here (apt-get install kcat)')
    : withServed(['--brokers', '3'], async servers => ran([...await codecs(servers), ...await modes(servers)])),
}

const kcatWith = (servers: string) => (input: string, ...args: readonly string[]) =>
  run(program!, ['-b', servers, ...args], { input, timeoutMs: 40_000 })

const sorted = (text: string): string => text.split('\n').sort().join('\n')

async function codecs(servers: string): Promise<Check[]> {
  const kcat = kcatWith(servers), checks: Check[] = []
  for (const codec of CODECS) {
    for (const acks of ['all', '1', '0']) {
      const topic = `codec-${codec}-${acks}`
      await kcat('', '-L', '-t', topic)
      const wrote = await kcat(LINES, '-P', '-t', topic, '-K:', '-z', codec, '-X', `acks=${acks}`, '-X', `enable.idempotence=${acks === 'all'}`)
      const read = await kcat('', '-C', '-t', topic, '-K:', '-o', 'beginning', '-e', '-q', '-X', 'check.crcs=true')
      checks.push({ name: `-P and -C, ${codec}, acks=${acks}`, passed: wrote.status === 0 && sorted(read.stdout) === sorted(LINES),
        note: brief(wrote.stderr || read.stderr) })
    }
  }
  return checks
}

async function modes(servers: string): Promise<Check[]> {
  const kcat = kcatWith(servers)
  const written = await kcat('one\ntwo\nthree\n', '-P', '-t', 'modes', '-p', '0', '-H', 'trace=abc')
  const says = async (name: string, expected: string | RegExp, ...args: readonly string[]): Promise<Check> => {
    const { stdout, stderr, status } = await kcat('', ...args)
    return { name, passed: status === 0 && (typeof expected === 'string' ? stdout === expected : expected.test(stdout)),
      note: brief(stderr || stdout) }
  }
  return [
    { name: '-P -H', passed: written.status === 0, note: brief(written.stderr) },
    await says('-L', /3 brokers:[\s\S]*topic "modes" with 1 partitions/, '-L'),
    await says('-L -J', /"brokers":\[\{"id":1.*"topic":"modes"/, '-L', '-J', '-t', 'modes'),
    await says('-C -c', 'one\ntwo\n', '-C', '-t', 'modes', '-o', 'beginning', '-c', '2', '-q'),
    await says('-C from an offset', 'three\n', '-C', '-t', 'modes', '-p', '0', '-o', '2', '-e', '-q'),
    await says('-C from the tail', 'two\nthree\n', '-C', '-t', 'modes', '-p', '0', '-o', '-2', '-e', '-q'),
    await says('-C from a time', 'one\ntwo\nthree\n', '-C', '-t', 'modes', '-o', 's@1500000000000', '-e', '-q'),
    await says('-C -f with headers', '0/0 trace=abc one\n', '-C', '-t', 'modes', '-o', 'beginning', '-c', '1', '-q', '-f', '%p/%o %h %s\\n'),
    await says('-Q', 'modes [0] offset 3\n', '-Q', '-t', 'modes:0:-1'),
    await says('-Q from a time', 'modes [0] offset 0\n', '-Q', '-t', 'modes:0:1500000000000'),
    await says('-G', 'one\ntwo\nthree\n', '-G', 'billing', '-o', 'beginning', '-c', '3', '-q', 'modes'),
    await says('-G goes on where it was', '', '-G', 'billing', '-e', '-q', 'modes', '-X', 'session.timeout.ms=6000'),
    await says('-C, an unknown topic', /^$/, '-C', '-t', 'modes', '-o', 'end', '-e', '-q'),
  ]
}
