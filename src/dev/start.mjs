import { spawn } from 'node:child_process'
import { build, install, root } from './ready.mjs'

/*
 * `npm start`: installs what is missing, builds what is stale, serves `dist/` on loopback, opens a browser where there is one.
 */
install()
build()
const { preview } = await import('vite')
const server = await preview({ root, preview: { host: '127.0.0.1', port: Number(process.env.PORT ?? 4173), strictPort: false }, logLevel: 'error' })
const address = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${server.httpServer.address().port}/`
console.log(`Kafka Terrarium is at ${address}  (Ctrl-C ends it)`)
if (process.stdout.isTTY && !process.env.CI) open(address)

function open(url) {
  const [command, ...args] = process.platform === 'darwin' ? ['open', url] : process.platform === 'win32' ? ['cmd', '/c', 'start', '', url] : ['xdg-open', url]
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => {}).unref()
}
