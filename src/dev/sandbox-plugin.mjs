import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/*
 * `sandbox.html`: a file of its own beside the page, so that it does not inherit the page's policy. Its own allows one inline
 * script, by hash, and blob workers; nothing else, above all no network.
 */
const source = fileURLToPath(new URL('../sandbox/frame/frame-script.js', import.meta.url))

export function sandboxHtml() {
  const script = readFileSync(source, 'utf8')
  const hash = createHash('sha256').update(script).digest('base64')
  return `<!doctype html><meta charset="utf-8"><title>script</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; worker-src blob:">
<script>${script}</script>
`
}

export function sandboxPlugin() {
  return {
    name: 'terrarium-sandbox',
    generateBundle() { this.emitFile({ type: 'asset', fileName: 'sandbox.html', source: sandboxHtml() }) },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.split('?')[0].endsWith('/sandbox.html')) return next()
        response.setHeader('Content-Type', 'text/html')
        response.end(sandboxHtml())
      })
    },
  }
}
