import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { root } from './cache.ts'

export interface Served { readonly bootstrapServers: string; stop(): Promise<void> }

/** `npm run serve` in a process of its own, as anybody would start it. */
export async function serve(...args: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/dev/serve.ts'), '--port', '0', ...args], { cwd: root, stdio: ['ignore',
    'pipe', 'pipe'] })
  const errors: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
  const gone = once(child, 'exit')
  for await (const line of createInterface(child.stdout)) {
    const bootstrapServers = /^bootstrap\.servers=(.*)$/.exec(line)?.[1]
    if (bootstrapServers !== undefined) {
      child.stdout.resume()
      return { bootstrapServers, stop: async () => { child.kill('SIGTERM'); await gone } }
    }
  }
  throw new Error(`serve did not start: ${errors.join('')}`)
}

export async function withServed<T>(args: readonly string[], use: (bootstrapServers: string) => Promise<T>): Promise<T> {
  const served = await serve(...args)
  try {
    return await use(served.bootstrapServers)
  } finally {
    await served.stop()
  }
}
