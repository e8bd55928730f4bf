import { bin, install, root, run, runTogether, stampOf, stamps } from './ready.mjs'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/*
 * `npm run check`: types, lint, import table, unit, property, golden and world tests. For every commit: what the types of the last run
 * were found to be is kept beside the packages, so that only what changed, and what uses it, is looked at again; neither types nor lint where
 * not a byte did.
 */
install()
const settings = readdirSync(root).filter(name => /^tsconfig.*\.json$|\.config\.ts$|^\.oxlintrc|^package/.test(name))
const looked = stampOf('types-and-lint', ['src', 'lessons', 'e2e', ...settings])
if (!looked.isFresh) await lookAt()

async function lookAt() {
  const projects = ['engine', 'app', 'scripts'].map(name =>
    [bin('tsc'), ['-p', `tsconfig.${name}.json`, '--incremental', '--tsBuildInfoFile', join(stamps, `${name}.tsbuildinfo`)]])
  await runTogether([...projects, [bin('oxlint'), ['--quiet']]])
  looked.keep()
}

run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)])
