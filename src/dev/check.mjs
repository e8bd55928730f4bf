import { bin, install, root, run } from './ready.mjs'
import { join } from 'node:path'

/*
 * `npm run check`: types, lint, import table, unit, property, golden and world tests. For every commit.
 */
install()
const node = (script, ...args) => run(process.execPath, [join(root, 'node_modules', ...script), ...args])
run(bin('tsc'), ['-p', 'tsconfig.engine.json'])
run(bin('tsc'), ['-p', 'tsconfig.app.json'])
run(bin('tsc'), ['-p', 'tsconfig.scripts.json'])
run(bin('oxlint'), ['--quiet'])
node(['vitest', 'vitest.mjs'], 'run', ...process.argv.slice(2))
