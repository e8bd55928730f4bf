import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { basename, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

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

const DAY_MS = 86_400_000

/**
 * The address of a program's code in one file, written anew when a source changed: Node starts it in a quarter of the time, and holds half
 * the memory, of the same program in a thousand TypeScript files.
 */
export async function bundled(script) {
  const name = basename(script, '.ts'), file = join(stamps, `${name}-${hashOf(['src', 'package-lock.json']).slice(0, 16)}.mjs`)
  if (!existsSync(file)) await bundle(script, name, file)
  return pathToFileURL(file).href
}

async function bundle(script, name, file) {
  const { build: viteBuild } = await import('vite')
  const outDir = `${file}.${process.pid}`
  const output = { entryFileNames: `${name}.mjs`, codeSplitting: false }
  await viteBuild({
    root, configFile: false, publicDir: false, logLevel: 'warn', build: { ssr: script, outDir, minify: false, target: 'node20', rolldownOptions: { output } },
  })
  renameSync(join(outDir, `${name}.mjs`), file)
  rmSync(outDir, { recursive: true })
  const isOld = each => each.startsWith(`${name}-`) && Date.now() - statSync(join(stamps, each)).mtimeMs > DAY_MS
  for (const each of readdirSync(stamps).filter(isOld)) rmSync(join(stamps, each), { recursive: true })
}
