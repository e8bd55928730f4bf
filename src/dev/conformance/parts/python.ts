import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFileSync, writeFileSync } from 'node:fs'
import { cached, inTempFolder } from '../cache.ts'
import { brief, ran, skipped, type Check, type Part } from '../part.ts'
import { withServed } from '../served.ts'
import { isThere, must, run } from '../shell.ts'

const CONFLUENT = 'confluent-kafka==2.16.1', KAFKA_PYTHON = 'kafka-python==3.0.12'
const OURS = fileURLToPath(new URL('../python/clients.py', import.meta.url))
/** SASL, TLS, transactions and ACLs are not modelled (`session/not-modelled.ts`). */
const WITHOUT = 'not sasl and not ssl and not transaction and not acl'
const NO_PYTHON = 'there is no Python here'
const hasPython = (): boolean => isThere('python3', '-c', 'import venv')

/** A Python with some packages of its own. */
async function pythonWith(name: string, ...packages: readonly string[]): Promise<string> {
  const dir = await cached(name, async unfinished => {
    await must('python3', ['-m', 'venv', unfinished])
    await must(join(unfinished, 'bin/python'), ['-m', 'pip', 'install', '--quiet', ...packages])
  })
  return join(dir, 'bin/python')
}

/** librdkafka's Python client: produce, consume, groups, admin (`python/clients.py`). */
export const confluent: Part = {
  name: 'confluent', judge: `${CONFLUENT.replace('==', ' ')} (librdkafka)`,
  async run() {
    if (!hasPython()) return skipped(NO_PYTHON)
    const python = await pythonWith(CONFLUENT, CONFLUENT)
    return withServed(['--brokers', '3'], async servers => {
      const { stdout, stderr } = await run(python, [OURS, servers], { timeoutMs: 400_000 })
      if (stdout === '') throw new Error(brief(stderr))
      return ran(stdout.trim().split('\n').map(line => JSON.parse(line) as Check))
    })
  },
}

/** What its tests count on: broker 0, groups that settle at once, sessions of three seconds. */
const SETTINGS = ['--first-id', '0', '--set', 'group.initial.rebalance.delay.ms=0', '--set', 'group.min.session.timeout.ms=1000']

/** kafka-python's own integration tests, but for what is not modelled; they take a broker that is there by its URI. */
export const kafkaPython: Part = {
  name: 'kafka-python', judge: `${KAFKA_PYTHON.replace('==', ' ')}, its integration tests`,
  async run() {
    if (!hasPython()) return skipped(NO_PYTHON)
    const python = await pythonWith(`${KAFKA_PYTHON}-tests`, KAFKA_PYTHON, 'pytest==9.2.0', 'pytest-timeout==2.4.0')
    const source = await cached(`${KAFKA_PYTHON}-source`, dir => unpack(python, dir))
    return withServed(['--brokers', '1', ...SETTINGS], servers => inTempFolder(async dir => {
      const report = join(dir, 'report.xml')
      const { stdout } = await run(python, ['-m', 'pytest', 'test/integration', '-q', '--timeout', '60', '-p', 'no:cacheprovider',
        '--timeout-method=signal', '-k', WITHOUT, `--junitxml=${report}`], {
        cwd: source, env: { PYTHONPATH: source, KAFKA_ROOT: source, KAFKA_URI: `kafka://${servers.split(',')[0]}`, KAFKA_VERSION: '4.3.0' },
          timeoutMs: 1_200_000,
      })
      const checks = checksOf(readFileSync(report, 'utf8'))
      if (checks.length === 0) throw new Error(brief(stdout))
      return ran(checks)
    }))
  },
}

/** The source distribution has the tests, but for two files that make them a package and stand for a broker somebody else runs. */
async function unpack(python: string, dir: string): Promise<void> {
  await must(python, ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', KAFKA_PYTHON, '-d', dir])
  await must('sh', ['-c', 'tar xzf *.tar.gz --strip-components=1'], { cwd: dir })
  writeFileSync(join(dir, 'test/__init__.py'), '')
  writeFileSync(join(dir, 'test/service.py'), EXTERNAL_SERVICE)
}

const EXTERNAL_SERVICE = `class SpawnedService:
    pass


class ExternalService:
    def __init__(self, host, port):
        self.host, self.port = host, port

    def open(self):
        pass

    def close(self):
        pass
`

/** JUnit's XML, as pytest writes it: tests that passed or failed. */
function checksOf(xml: string): Check[] {
  const cases = xml.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)
  return [...cases].filter(([, , , inside = '']) => !inside.includes('<skipped')).map(([, file, name, inside = '']) => ({
    name: `${file!.split('.').at(-1)} ${name}`, passed: !/<(failure|error)/.test(inside), note: brief(/message="([^"]*)/.exec(inside)?.[1] ?? ''),
  }))
}
