import { bin, install, root, run, runTogether } from './ready.mjs'
import { join } from 'node:path'

/*
 * `npm run check`: types, lint, import table, unit, property, golden and world tests. For every commit.
 */
install()
const projects = ['engine', 'app', 'scripts'].map(name => [bin('tsc'), ['-p', `tsconfig.${name}.json`]])
await runTogether([...projects, [bin('oxlint'), ['--quiet']]])
run(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)])
