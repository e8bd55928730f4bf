import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/*
 * `service-worker.js`, made last of all, because it lists every file of the build: names under `assets/` change with their content,
 * all others come with a hash of it.
 */
const entry = fileURLToPath(new URL('../offline/service-worker.ts', import.meta.url))
const SCRIPT = 'service-worker.js'

export function filesOf(dir) {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile()).map(each => relative(dir, join(each.parentPath, each.name)).split(sep).join('/'))
  return names.filter(name => name !== SCRIPT && !name.endsWith('.map')).sort()
    .map(url => ({ url, revision: url.startsWith('assets/') ? null : createHash('sha256').update(readFileSync(join(dir, url))).digest('hex').slice(0, 16) }))
}

export async function bundleServiceWorker(files) {
  const define = { FILES: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' }
  const bundle = await rolldown({ input: entry, platform: 'browser', logLevel: 'silent', transform: { define } })
  const { output } = await bundle.generate({ format: 'iife', minify: true })
  await bundle.close()
  return output[0].code
}

export function offlinePlugin() {
  let dir = ''
  return {
    name: 'terrarium-offline',
    apply: 'build',
    configResolved({ root, build }) { dir = resolve(root, build.outDir) },
    closeBundle: { order: 'post', sequential: true, handler: async () => writeFileSync(join(dir, SCRIPT), await bundleServiceWorker(filesOf(dir))) },
  }
}
