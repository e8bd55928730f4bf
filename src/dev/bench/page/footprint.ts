import { existsSync, readFileSync } from 'node:fs'
import type { BrowserContext } from 'playwright'

const MEGABYTE = 1_000_000

/**
 * What the page's process has for itself, its workers included, in MB: heaps, buffers, drawings. As Chromium reckons "memory footprint" on
 * Linux (anonymous pages, and those swapped out); null elsewhere. Of several pages that of the largest.
 */
export async function footprintOf(context: BrowserContext): Promise<number | null> {
  const session = await context.browser()?.newBrowserCDPSession()
  const { processInfo = [] } = await session?.send('SystemInfo.getProcessInfo') ?? {}
  const each = processInfo.filter(({ type }) => type === 'renderer').flatMap(({ id }) => privateBytes(id) ?? [])
  return each.length === 0 ? null : Math.max(...each) / MEGABYTE
}

function privateBytes(pid: number): number | null {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  const status = readFileSync(file, 'utf8'), kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
  return 1_024 * (kilobytes('RssAnon') + kilobytes('VmSwap'))
}
