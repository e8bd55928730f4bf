import { brief, ran, skipped, type Check, type Part } from '../part.ts'
import { cached } from '../cache.ts'
import { withServed } from '../served.ts'
import { isThere, must, run } from '../shell.ts'

const VERSION = 'v1.22.2'
const MODULE = 'github.com/twmb/franz-go'
/** Transactions, KIP-848, share groups and SASL are not modelled (`session/not-modelled.ts`). */
const WITHOUT = 'TestTxnEtl|Share|848|SCRAM'
const RECORDS = '20000'

/** franz-go's own tests of its client, against a cluster of ours. */
export const franzGo: Part = {
  name: 'franz-go', judge: `franz-go ${VERSION}, its kgo tests`,
  async run() {
    if (!isThere('go', 'version')) return skipped('there is no Go here')
    const source = await cached(`franz-go-${VERSION}`, fetchInto)
    return withServed(['--brokers', '3'], async servers => {
      const { stdout, stderr } = await run('go', ['test', '-json', '-count=1', '-timeout', '20m', '-skip', WITHOUT, '.'], {
        cwd: `${source}/pkg/kgo`, env: { KGO_SEEDS: servers, KGO_TEST_RECORDS: RECORDS, KGO_LOG_LEVEL: 'none', GOFLAGS: '-mod=mod' },
          timeoutMs: 1_500_000,
      })
      const checks = checksOf(stdout)
      if (checks.length === 0) throw new Error(brief(stderr || stdout))
      return ran(checks)
    })
  },
}

/** The module as its proxy has it, in a folder that can be written to. */
async function fetchInto(dir: string): Promise<void> {
  const { Dir: from } = JSON.parse(await must('go', ['mod', 'download', '-json', `${MODULE}@${VERSION}`], { cwd: dir })) as { Dir: string }
  await must('cp', ['-r', `${from}/.`, dir])
  await must('chmod', ['-R', 'u+w', dir])
}

interface Event { readonly Action: string; readonly Test?: string; readonly Output?: string }

/** `go test -json`: tests that passed or failed, with what they said last. */
function checksOf(lines: string): Check[] {
  const events = lines.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Event)
  const said = new Map<string, string>()
  for (const { Action, Test, Output = '' } of events) if (Action === 'output' && Test !== undefined && /_test\.go:\d+/.test(Output)) said.set(Test,
    Output.trim())
  return events.filter(({ Action, Test }) => Test !== undefined && (Action === 'pass' || Action === 'fail'))
    .map(({ Action, Test }) => ({ name: Test!, passed: Action === 'pass', note: said.get(Test!) ?? '' }))
}
