import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, bundled, install, root } from './ready.mjs'

/*
 * Runs one of the project's TypeScript programs on a fresh clone: `node src/dev/run.mjs src/dev/serve.ts --brokers 3`.
 */
install()
const [script, ...args] = process.argv.slice(2)
/** Programs that somebody waits for: they run here, as one file. */
const SOON = new Set(['src/dev/serve.ts'])

if (SOON.has(script)) await runHere()
else runApart()

async function runHere() {
  process.chdir(root)
  if (args.some(arg => arg === '--http' || arg.startsWith('--http=')) && !process.env.TERRARIUM_PAGE) build()
  process.argv = [process.execPath, join(root, script), ...args]
  await import(await bundled(script))
}

function runApart() {
  const imports = ['tsx', new URL('orphan.mjs', import.meta.url).href].flatMap(module => ['--import', module])
  const child = spawn(process.execPath, [...imports, join(root, script), ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], cwd: root })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
