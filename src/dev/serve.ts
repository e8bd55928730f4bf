import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import { TcpCluster } from '../host/tcp/cluster.ts'
import { openSide, type Side } from '../host/tcp/side/open-side.ts'
import type { Told } from '../world/view.ts'
import { readServeOptions, USAGE, UsageError, type ServeOptions } from './serve-options.ts'

/*
 * `npm run serve`: the engine behind real TCP sockets. Standard output says where it is and nothing else; what brokers warn of goes
 * to standard error. `TERRARIUM_PAGE` names another build of the page than `dist`.
 */

const GIVE_UP_MS = 10_000
const MAX_SEED = 2 ** 32

function fail(error: unknown): never {
  const { message } = error instanceof Error ? error : new Error(String(error))
  console.error(error instanceof UsageError ? `${message}\n\n${USAGE}` : message)
  process.exit(1)
}

const LOUD: ReadonlySet<string> = new Set(['WARN', 'ERROR', 'FATAL'])

function warn(told: Told): void {
  if (told.is !== 'log.line' || !LOUD.has(told.level)) return
  console.error(`[${new Date().toISOString()}] ${told.level} ${told.process}: ${told.text} (${told.logger})`)
}

function options(): ServeOptions {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE)
    process.exit(0)
  }
  return readServeOptions(args)
}

async function serve(): Promise<void> {
  const asked = options()
  const cluster = await TcpCluster.serve({ ...asked, seed: randomInt(MAX_SEED), told: warn, failed: fail })
  const side = await sideOf(cluster, asked)
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => fail(new Error(`The cluster did not shut down within ${GIVE_UP_MS / 1_000} s`)), GIVE_UP_MS).unref()
    side?.close()
    cluster.close().then(() => process.exit(0), fail)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  console.log(`bootstrap.servers=${cluster.bootstrapServers}`)
  if (side) console.log(`metrics=${side.address}/metrics\nhealth=${side.address}/health\npage=${side.page}`)
}

/** Null: nobody asked for one. */
const sideOf = async (cluster: TcpCluster, { host, http }: ServeOptions): Promise<Side | null> =>
  http === null ? null : openSide(cluster, { host, port: http, pageDir: resolve(process.env['TERRARIUM_PAGE'] ?? 'dist') })

serve().catch(fail)
