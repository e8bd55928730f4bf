import { build, install, root, run } from './ready.mjs'
import { join } from 'node:path'

/*
 * `npm test`: all that `check` runs, with 200 random worlds and every lesson on 20 seeds, then the page built and played in a real browser.
 */
install()
run(process.execPath, [join(root, 'src', 'dev', 'check.mjs')], { env: { ...process.env, SWARM_SEEDS: '200', LESSON_SEEDS: '20' } })
build()
const { findBrowser } = await import('./browser.mjs')
try {
  process.env.CHROMIUM = await findBrowser()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
run(process.execPath, [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test'])
