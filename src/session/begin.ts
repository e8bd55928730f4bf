import { spawnHost } from '../host/client.ts'
import { openStore } from '../storage/open-store.ts'
import { attachment } from './attachment.ts'
import { browserPage } from './page.ts'
import { Session } from './session.ts'

/**
 * The session of a browser's page: worlds in a worker, bytes in IndexedDB, the address bar as route. A page that `serve` let in has one
 * world, which is not its own.
 */
export async function beginSession(): Promise<Session> {
  const page = browserPage(), token = attachment(page, sessionStorage), opened = await openStore()
  if (token === null) return Session.begin({ spawn: () => spawnHost(), opened, locks: navigator.locks, page })
  const { attachHost } = await import('../host/remote-door.ts')
  return Session.begin({ spawn: () => attachHost(token), opened, locks: undefined, page, attached: true })
}
