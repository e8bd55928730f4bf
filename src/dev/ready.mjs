import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/*
 * What every door needs first: the packages of the lock file, and a stamp that says whether something is stale.
 * Plain JavaScript on Node alone, because nothing is installed yet when it runs.
 */

export const root = fileURLToPath(new URL('../..', import.meta.url))
const stamps = join(root, 'node_modules', '.terrarium')

const filesOf = path => !existsSync(path) ? [] : statSync(path).isDirectory()
  ? readdirSync(path).sort().filter(name => name !== 'golden').flatMap(name => filesOf(join(path, name)))
  : [path]

const hashOf = paths => {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(path => filesOf(join(root, path)))) hash.update(relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

/** Runs `make` unless it already succeeded with these very sources. */
export function unlessFresh(name, sources, make) {
  const stamp = join(stamps, name)
  const now = hashOf(sources)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  make()
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, now)
}

export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error || status !== 0) {
    console.error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`)
    process.exit(status || 1)
  }
}

export const bin = name => join(root, 'node_modules', '.bin', name)

export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Kafka Terrarium needs Node 20.19 or later; this is ${process.versions.node}.`)
    process.exit(1)
  }
  unlessFresh('packages', ['package-lock.json'], () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']))
}

export const build = () => unlessFresh('dist', ['src', 'lessons', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'],
  () => run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']))
