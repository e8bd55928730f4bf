import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'
import { TAKE_OVER, type StoredSaid } from './messages.ts'

/*
 * The service worker: every file of this version of the page, stored before it is needed, and served from there from then on. A newer
 * version is stored beside it and waits until a person says that it may take over.
 */

/** As much of its global scope as it uses: the page's types know no service worker. */
interface Scope {
  readonly clients: { matchAll(which: object): Promise<readonly { postMessage(said: StoredSaid): void }[]>; claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'activate', listener: (event: { waitUntil(promise: Promise<unknown>): void }) => void): void
}
/** Written in when it is built (`dev/offline-plugin.mjs`). `revision` is null where the name itself changes with the content. */
declare const FILES: { url: string; revision: string | null }[]
const scope = self as unknown as Scope

let stored = 0
const tellStored = async (): Promise<void> => {
  stored++
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  for (const page of pages) page.postMessage({ stored, of: FILES.length })
}

/**
 * A frame that its attribute makes opaque is no client of a service worker: it would have to come from the network. The script sandbox is
 * asked for without that, and made opaque by this header instead; the page takes no frame that is not (`sandbox/frame/open-frame.ts`).
 */
const opaque = (response: Response): Response => {
  const headers = new Headers(response.headers)
  headers.set('Content-Security-Policy', 'sandbox allow-scripts')
  return new Response(response.body, { headers })
}

addPlugins([{
  handlerDidComplete: async ({ event }) => { if (event?.type === 'install') await tellStored() },
  handlerWillRespond: async ({ request, response }) => new URL(request.url).pathname.endsWith('/sandbox.html') ? opaque(response) : response,
}])
precacheAndRoute(FILES, { cleanURLs: false, ignoreURLParametersMatching: [/./] })
cleanupOutdatedCaches()

scope.addEventListener('message', ({ data }) => { if (data === TAKE_OVER) void scope.skipWaiting() })
// the page that brought it here goes on with it, so that a network that ends now is not missed
scope.addEventListener('activate', event => event.waitUntil(scope.clients.claim()))
