import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import { basename, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/*
 * What every door needs first: the packages of the lock file, and a stamp that says whether something is stale.
 * Plain JavaScript on Node alone, because nothing is installed yet when it runs.
 */

export const root = fileURLToPath(new URL('../..', import.meta.url))
/** What is kept from run to run; deleting it starts over. */
export const stamps = join(root, 'node_modules', '.terrarium')

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
  const { isFresh, keep } = stampOf(name, sources)
  if (isFresh) return
  make()
  keep()
}

/** Whether something already succeeded with the sources as they are; `keep` says that it did. */
export function stampOf(name, sources) {
  const stamp = join(stamps, name), now = hashOf(sources)
  return {
    isFresh: existsSync(stamp) && readFileSync(stamp, 'utf8') === now,
    keep() {
      mkdirSync(stamps, { recursive: true })
      writeFileSync(stamp, now)
    },
  }
}

export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error || status !== 0) {
    console.error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`)
    process.exit(status || 1)
  }
}

/** Runs all of them beside each other; what one says is printed whole, and in their order. The first that fails ends it. */
export async function runTogether(commands) {
  const ended = await Promise.all(commands.map(([command, args]) => said(command, args)))
  for (const { output } of ended) process.stdout.write(output)
  const failed = ended.findIndex(({ code }) => code !== 0)
  if (failed < 0) return
  console.error(`${commands[failed].flat().join(' ')} failed with exit code ${ended[failed].code}`)
  process.exit(ended[failed].code || 1)
}

const said = (command, args) => new Promise(done => {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }), chunks = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => chunks.push(chunk))
  child.on('error', error => chunks.push(Buffer.from(`${error.message}\n`)))
  child.on('close', code => done({ code, output: Buffer.concat(chunks) }))
})

export const bin = name => join(root, 'node_modules', '.bin', name)

function refuse(reason) {
  console.error(reason)
  process.exit(1)
}

export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) refuse(`Kafka Terrarium needs Node 20.19 or later; this is ${process.versions.node}.`)
  unlessFresh('packages', ['package-lock.json'], () => {
    const reason = whyNotInstall(root)
    if (reason) refuse(reason)
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  })
}

/** Null when `npm ci` may run in `dir`. It begins by emptying node_modules, and would empty what a symbolic link leads to. */
export function whyNotInstall(dir) {
  const packages = join(dir, 'node_modules')
  if (!lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) return null
  return `${packages} is a symbolic link to ${readlinkSync(packages)}, whose packages are not those of this package-lock.json. `
    + 'npm ci would empty that folder: remove the link, or install there.'
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
