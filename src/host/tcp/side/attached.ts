import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { ATTACHED_PATH, ATTACHED_PROTOCOL, MAX_ASK_BYTES } from '../../attached-wire.ts'
import { ADMIN } from '../../perform.ts'
import type { TcpCluster } from '../cluster.ts'
import { AttachedPage } from './attached-page.ts'
import type { SidePort } from './side-port.ts'

/** So many pages may look on at a time. */
const MAX_PAGES = 8
const TOKEN_BYTES = 24

/**
 * Lets pages look on and act: those of this very origin that know the token. It is in no address that is sent anywhere, but in the
 * fragment of the one that is printed.
 */
export class AttachedPages {
  readonly token = randomBytes(TOKEN_BYTES).toString('base64url')
  readonly #cluster: TcpCluster
  readonly #side: SidePort
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_ASK_BYTES, handleProtocols: () => ATTACHED_PROTOCOL, perMessageDeflate: false })

  constructor(cluster: TcpCluster, side: SidePort) {
    this.#cluster = cluster
    this.#side = side
    side.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    this.#sockets.on('connection', socket => new AttachedPage(cluster, socket))
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
    this.#sockets.close()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusal(request)
    socket.on('error', () => socket.destroy())
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    this.#cluster.startAdmin(ADMIN)
    this.#sockets.handleUpgrade(request, socket, head, opened => this.#sockets.emit('connection', opened, request))
  }

  /** Null: it may come in. */
  #refusal(request: IncomingMessage): string | null {
    const { headers } = request
    if (!this.#side.isMine(request)) return '421 Misdirected Request'
    if (request.url !== ATTACHED_PATH) return '404 Not Found'
    if (headers.origin !== `http://${headers.host}`) return '403 Forbidden'
    const [protocol, token] = (headers['sec-websocket-protocol'] ?? '').split(',').map(each => each.trim())
    if (protocol !== ATTACHED_PROTOCOL || !this.#isToken(token ?? '')) return '401 Unauthorized'
    return this.#sockets.clients.size < MAX_PAGES ? null : '503 Service Unavailable'
  }

  #isToken(text: string): boolean {
    const given = Buffer.from(text), wanted = Buffer.from(this.token)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
}
