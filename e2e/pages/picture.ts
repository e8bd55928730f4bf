import type { Page } from '@playwright/test'
import type { Stands } from '../../src/testing/moment/told.ts'

/** In px of the picture. */
export interface Box { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
export interface Mark extends Box { readonly is: Stands | 'leads' | 'preferred' | 'high watermark'; readonly row: string; readonly broker: number }
/** The marks that are drawn, by the row and the jar they stand in: shapes alone, whatever fonts the machine has. */
export interface Drawn {
  readonly jars: readonly (Box & { readonly broker: number })[]
  readonly rows: readonly { readonly id: string; readonly y: number; readonly alarm?: 'under min ISR' | 'leaderless' }[]
  readonly marks: readonly Mark[]
}

/** What only this mark has, of the grammar the reference sets down. */
const SHAPES: Readonly<Record<Mark['is'], string>> = {
  'leader': 'rect[fill="var(--leader)"]', 'insync': 'rect[fill="var(--insync)"]', 'lagging': 'path[fill="url(#lagging)"]',
  'offline': 'rect[stroke="var(--offline)"][stroke-dasharray]', 'leads': 'path[d$="l8 3.5l-8 3.5"][fill="var(--leader)"]',
  'preferred': 'path[d$="l8 3.5l-8 3.5"][fill="none"]', 'high watermark': 'line[stroke="var(--ink)"]',
}
/** Glass: from the shelf up, over its shoulders and down again. */
const JAR = 'path[stroke="var(--line-strong)"]'

/** The stage's rows and jars, once they are drawn. */
export const drawn = (page: Page): Promise<Drawn> => page.locator('.picture svg[role=img]').evaluate((svg, { shapes, jar }) => {
  const at = svg.getBoundingClientRect()
  const box = (element: Element): Box => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return { left: left - at.left, right: right - at.left, top: top - at.top, bottom: bottom - at.top }
  }
  const all = (selector: string) => [...svg.querySelectorAll(selector)]
  const middle = ({ top, bottom }: Box) => (top + bottom) / 2
  const nearest = <T extends { y: number }>(from: readonly T[], y: number): T => from.reduce((best, each) => Math.abs(each.y - y) < Math.abs(best.y - y) ? each : best)

  const names = all('text').filter(text => /^[a-z]+-\d+$/.test(text.textContent)).map(text => ({ id: text.textContent, y: Number(text.getAttribute('y')) }))
  const heads = all('text.w6').map(text => ({ broker: Number(/^(?:[^\d]+ )?(\d)$/.exec(text.textContent)?.[1]), left: Number(text.getAttribute('x')) }))
  const glass = all(jar).map(box)
  const jars = heads.flatMap(({ broker, left }) => broker > 0 ? glass.filter(each => each.left < left && left < each.right && each.top < 40).map(each => ({ ...each, broker })) : [])
  const alarmed = (of: readonly Element[], alarm: 'under min ISR' | 'leaderless') => of.map(element => ({ id: nearest(names, middle(box(element))).id, alarm }))
  const underMin = all('text.t-lag').filter(text => text.textContent.startsWith('ISR'))
  const alarms = [...alarmed(underMin, 'under min ISR'), ...alarmed(all('g[stroke="var(--leaderless)"]'), 'leaderless')]
  const marks = Object.entries(shapes).flatMap(([is, selector]) => all(selector).flatMap(element => {
    const place = box(element), within = jars.find(each => each.left <= place.left && place.right <= each.right)
    return within ? [{ ...place, is: is as Mark['is'], row: nearest(names, middle(place)).id, broker: within.broker }] : []
  }))
  return { jars, marks, rows: names.map(row => ({ ...row, ...alarms.find(({ id }) => id === row.id) })) }
}, { shapes: SHAPES, jar: JAR })
