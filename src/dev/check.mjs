import { bin, install, root, run, runTogether, stamps } from './ready.mjs'
import { join } from 'node:path'

/*
 * `npm run check`: types, lint, import table, unit, property, golden and world tests. For every commit: what the types of the last run
 * were found to be is kept beside the packages, so that only what changed, and what uses it, is looked at again.
 */
install()
const projects = ['engine', 'app', 'scripts'].map(name =>
  [bin('tsc'), ['-p', `tsconfig.${name}.json`, '--incremental', '--tsBuildInfoFile', join(stamps, `${name}.tsbuildinfo`)]])
await runTogether([...projects, [bin('oxlint'), ['--quiet']]])
run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)])
