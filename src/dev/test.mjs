import { build, install, root, run } from './ready.mjs'
import { join } from 'node:path'

/*
 * `npm test`: all that `check` runs at full strength (`src/testing/strength.ts`), then the page built and played in a real browser.
 */
install()
run(process.execPath, [join(root, 'src', 'dev', 'check.mjs')], { env: { ...process.env, STRENGTH: 'full' } })
build()
const { findBrowser } = await import('./browser.mjs')
try {
  process.env.CHROMIUM = await findBrowser()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
run(process.execPath, [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test'])
