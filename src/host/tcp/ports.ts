import { createServer, type AddressInfo, type Server } from 'node:net'

/** Connections a broker takes at a time; more are dropped as they come. */
const MAX_CONNECTIONS = 1_000

export interface Ports { readonly servers: readonly Server[]; readonly ports: readonly number[] }

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
