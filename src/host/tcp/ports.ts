import { createServer, type AddressInfo, type Server } from 'node:net'

/** Connections a broker takes at a time; more are dropped as they come. */
const MAX_CONNECTIONS = 1_000

export interface Ports { readonly servers: readonly Server[]; readonly ports: readonly number[] }

/** A broker's port, which is open as long as somebody listens behind it: a dead broker's machine refuses connections. */
export class BrokerPort {
  readonly #server: Server
  readonly #host: string
  readonly #port: number
  #isOver = false

  /** `taken` hears that somebody else took it while it was closed. */
  constructor(server: Server, host: string, port: number, taken: (error: PortError) => void) {
    this.#server = server
    this.#host = host
    this.#port = port
    server.on('error', (error: NodeJS.ErrnoException) => taken(new PortError(host, port, error.code)))
  }

  follow(isListening: boolean): void {
    if (this.#isOver || isListening === this.#server.listening) return
    if (isListening) this.#server.listen(this.#port, this.#host)
    else this.#server.close()
  }

  close(): void {
    this.#isOver = true
    this.#server.close()
  }
}

/** A port that cannot be listened on. */
export class PortError extends Error {
  constructor(host: string, port: number, code: string | undefined) {
    super(`${host}:${port} ${WHY[code ?? ''] ?? `cannot be listened on (${code})`}`)
    this.name = 'PortError'
  }
}
const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use: name another with --port',
  EACCES: 'may not be listened on: name a port above 1023 with --port',
  EADDRNOTAVAIL: 'is no address of this machine',
  ENOTFOUND: 'is no address of this machine',
}

/** Listens on `count` ports from `first` on; from 0, on any that are free. All of them, or none and a `PortError`. */
export async function listenOn(host: string, first: number, count: number): Promise<Ports> {
  const servers = Array.from({ length: count }, () => createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }))
  try {
    const ports = await Promise.all(servers.map((server, i) => listen(server, host, first === 0 ? 0 : first + i)))
    return { servers, ports }
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  server.maxConnections = MAX_CONNECTIONS
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new PortError(host, port, error.code)))
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
