import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { inTempFolder, root } from '../cache.ts'
import { brief, ran, type Part } from '../part.ts'
import { run } from '../shell.ts'

interface Asserted { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] }
interface Report { readonly testResults: readonly { readonly assertionResults: readonly Asserted[] }[] }
const FILES = ['src/host/tcp/kafkajs.test.ts', 'src/host/tcp/examples.test.ts']

/** Produce, consume, groups and admin over three brokers, one of them killed in between: the same tests as in `npm test`. */
export const kafkajs: Part = {
  name: 'kafkajs', judge: 'kafkajs 2.2.4',
  run: () => inTempFolder(async dir => {
    const file = join(dir, 'report.json')
    await run(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', `--outputFile=${file}`, ...FILES],
      { cwd: root, env: { STRENGTH: 'full' }, timeoutMs: 300_000 })
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report
    return ran(testResults.flatMap(each => each.assertionResults).filter(each => each.status !== 'skipped').map(({ fullName, status,
      failureMessages = [] }) =>
      ({ name: fullName, passed: status === 'passed', note: brief(failureMessages.join('\n')) })))
  }),
}
