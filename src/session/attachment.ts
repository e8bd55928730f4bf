import type { PageLike } from './page.ts'

const KEY = 'kafka-terrarium/attached'

/**
 * The token that lets this page into the cluster that serves it, or null. `serve` prints it as the fragment of the page's address; it is
 * taken out of there at once and kept for as long as the tab is.
 */
export function attachment(page: Pick<PageLike, 'hash' | 'setHash'>, tab: Pick<Storage, 'getItem' | 'setItem'>): string | null {
  const [, token] = /^#token=([\w-]+)$/.exec(page.hash()) ?? []
  if (!token) return tab.getItem(KEY)
  tab.setItem(KEY, token)
  page.setHash('#/world', false)
  return token
}
