import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './ready.mjs'

/*
 * A browser for the tests: one already on the machine, else Playwright's own, else Debian's package.
 */

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** A Chromium that is on the machine already, or undefined. */
export const installedBrowser = () => process.env.CHROMIUM ?? (process.env.PATH ?? '').split(delimiter).flatMap(dir => names.map(name => join(dir, name))).find(path => existsSync(path))

async function playwrightsOwn() {
  const { chromium } = await import('playwright')
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

const tried = []
function attempt(what, command, args) {
  console.log(`No browser found; trying ${what} …`)
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', timeout: 300_000 })
  if (status !== 0) tried.push(`${what}: ${error?.message ?? `exit code ${status}`}`)
  return status === 0
}

/** Path of a Chromium; installs one when there is none. Throws with what to do when none can be had. */
export async function findBrowser() {
  const here = installedBrowser() ?? await playwrightsOwn()
  if (here) return here
  if (attempt("Playwright's own", process.execPath, [join(root, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium', '--with-deps'])) {
    const own = await playwrightsOwn()
    if (own) return own
  }
  if (existsSync('/usr/bin/apt-get')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const apt = (...args) => { const [command, ...rest] = [...sudo, 'apt-get', ...args]; return attempt(`Debian's package (apt-get ${args[0]})`, command, rest) }
    apt('update')
    if (apt('install', '-y', '--no-install-recommends', 'chromium')) {
      const found = installedBrowser()
      if (found) return found
    }
  }
  throw new Error(`No Chromium to test with. Install Chromium or Google Chrome, or name one: CHROMIUM=/path/to/chromium npm test\n  ${tried.join('\n  ')}`)
}

export const launchArgs = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic']
