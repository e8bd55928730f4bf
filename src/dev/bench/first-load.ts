import { gzipped, loadedAtOnce } from '../first-load.ts'
import { withPage } from '../page-build.ts'
import type { Row } from './figure.ts'

/** What the page and its engine's worker load before the first view is alive. */
export async function firstLoad(): Promise<Row[]> {
  const scripts = await withPage(loadedAtOnce)
  return [{ figure: 'first-load JS, gzipped', value: gzipped(scripts.values()), unit: 'kB', aim: 250, minimum: 250, better: 'less' }]
}
