import { spawnHost } from '../host/client.ts'
import { openStore } from '../storage/open-store.ts'
import { browserPage } from './page.ts'
import { Session } from './session.ts'

/** The session of a browser's page: worlds in a worker, bytes in IndexedDB, the address bar as route. */
export const beginSession = async (): Promise<Session> =>
  Session.begin({ spawn: () => spawnHost(), opened: await openStore(), locks: navigator.locks, page: browserPage() })
