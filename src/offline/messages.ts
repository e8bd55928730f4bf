/** What the service worker tells every open page: how many of the page's files it has stored. */
export interface StoredSaid { readonly stored: number; readonly of: number }

/** What a page tells the service worker that waits: the person said that it may take over. */
export const TAKE_OVER = 'take-over'

export const SCRIPT = 'service-worker.js'

export const isStoredSaid = (data: unknown): data is StoredSaid =>
  typeof data === 'object' && data !== null && typeof (data as StoredSaid).stored === 'number' && typeof (data as StoredSaid).of === 'number'
