import { gzipped, loadedAtOnce } from '../first-load.ts'
import type { Row } from './figure.ts'

/** What the page and its engine's worker load before the first view is alive. */
export async function firstLoad(dist: string): Promise<Row[]> {
  const scripts = await loadedAtOnce(dist)
  return [{ figure: 'first-load JS, gzipped', value: gzipped(scripts.values()), unit: 'kB', aim: 250, minimum: 250, better: 'less' }]
}
