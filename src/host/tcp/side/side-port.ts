import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from '../../../world/world.ts'
import { PortError } from '../ports.ts'
import { exposition } from './exposition.ts'
import { healthOf, healthPage } from './health.ts'

/** What a side port answers; a body and how to read it. */
export interface Answer { readonly status: number; readonly type: string; readonly body: string | Uint8Array; readonly headers?: Readonly<Record<string, string>> }

export interface SidePortOptions {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  readonly world: Pick<World, 'beans' | 'view'>
  /** What is at a path beyond `/metrics` and `/health`; null: nothing. */
  readonly page: (path: string) => Promise<Answer | null>
}

const TEXT = 'text/plain; charset=utf-8'

/**
 * HTTP beside the brokers: what Prometheus scrapes, what a probe asks, and the page. Whoever calls it by a name that is not its own is
 * refused, so that no site can point a name of its own here and read what it finds (DNS rebinding).
 */
export class SidePort {
  readonly server: Server
  readonly #options: SidePortOptions
  /** What a `Host` header may say. */
  readonly #names: ReadonlySet<string>
  readonly port: number

  static async open(options: SidePortOptions): Promise<SidePort> {
    const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: SLOWEST_REQUEST_MS })
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => reject(new PortError(options.host, options.port, error.code)))
      server.listen(options.port, options.host, resolve)
    })
    return new SidePort(server, options)
  }

  private constructor(server: Server, options: SidePortOptions) {
    this.server = server
    this.#options = options
    this.port = (server.address() as AddressInfo).port
    this.#names = new Set([options.host, ...LOOPBACK].map(name => `${name}:${this.port}`))
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  /** Called by its own name. */
  isMine({ headers }: IncomingMessage): boolean { return this.#names.has(headers.host?.toLowerCase() ?? '') }

  close(): void {
    this.server.close()
    this.server.closeAllConnections()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body, headers } = await this.#answerTo(request).catch((): Answer => ({ status: 500, type: TEXT, body: 'Internal Server Error\n' }))
    response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', ...headers })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  async #answerTo(request: IncomingMessage): Promise<Answer> {
    if (!this.isMine(request)) return { status: 421, type: TEXT, body: 'Misdirected Request: call this port by its address\n' }
    if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, type: TEXT, body: 'Method Not Allowed\n', headers: { allow: 'GET, HEAD' } }
    const [path = '/'] = (request.url ?? '/').split('?')
    if (path === '/metrics') return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: exposition(this.#options.world.beans()) }
    if (path === '/health') return this.#health(request)
    return await this.#options.page(path) ?? { status: 404, type: TEXT, body: 'Not Found\n' }
  }

  #health({ headers }: IncomingMessage): Answer {
    const health = healthOf(this.#options.world.view()), status = health.ok ? 200 : 503
    if (headers.accept?.includes('text/html')) return { status, type: 'text/html; charset=utf-8', body: healthPage(health), headers: PLAIN_PAGE }
    return { status, type: 'application/json', body: `${JSON.stringify(health)}\n` }
  }
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const MAX_HEADER_BYTES = 16_384
const SLOWEST_REQUEST_MS = 30_000
const PLAIN_PAGE = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" }
