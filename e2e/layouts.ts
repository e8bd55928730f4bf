import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Box } from './pages/layout.ts'

/*
 * How the screens stood when somebody last looked at them and found them right: a file a screen, language and size, a line a box:
 *
 *     left top right bottom  ground in light and in dark  element  how it begins
 *
 * Words and figures may change, so a box is known by its element and its place, never by what it says.
 */

/** In px, of each edge: more than fonts differ between two machines, less than a pane may move. */
const TOLERANCE = 12
const EDGES = ['left', 'top', 'right', 'bottom'] as const
export type Theme = 'light' | 'dark'
export type Layout = readonly Box[]

const fileOf = (screen: string): string => fileURLToPath(new URL(`layouts/${screen.replaceAll(/[^\w/]+/g, '-')}.txt`, import.meta.url))

export function writeLayout(screen: string, { light, dark }: Readonly<Record<Theme, Layout>>): void {
  const to = fileOf(screen)
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, light.map((box, i) => lineOf(box, dark[i]!.ground)).join(''))
}
const lineOf = (box: Box, dark: string): string =>
  [...EDGES.map(edge => Math.round(box[edge] / 4) * 4), hexOf(box.ground), hexOf(dark), box.kind, box.name].join(' ').trimEnd() + '\n'

export const readLayout = (screen: string, theme: Theme): Layout => readFileSync(fileOf(screen), 'utf8').split('\n').filter(Boolean).map(line => {
  const [left, top, right, bottom, light, dark, kind, ...name] = line.split(' ')
  return {
    left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom), ground: (theme === 'light' ? light : dark)!, kind: kind!, name: name.join(' '),
  }
})

/** `rgb(14, 19, 17)` → `#0e1311`; what is see-through keeps its own words, without the spaces. */
const hexOf = (colour: string): string => {
  const rgb = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)
  return rgb ? `#${rgb.slice(1).map(part => Number(part).toString(16).padStart(2, '0')).join('')}` : colour.replaceAll(' ', '')
}

/** What is not as it was, in words; nothing where all boxes stand in their places, on their grounds. */
export function differences(was: Layout, is: Layout): string[] {
  const left = [...is]
  const changed = was.flatMap(box => {
    const [nearest] = left.filter(({ kind }) => kind === box.kind).sort((a, b) => distance(box, a) - distance(box, b))
    if (!nearest || distance(box, nearest) > TOLERANCE) return [`gone: ${told(box)}`]
    left.splice(left.indexOf(nearest), 1)
    const [ground, before] = [hexOf(nearest.ground), hexOf(box.ground)]
    return ground === before ? [] : [`on ${ground}, not on ${before}: ${told(box)}`]
  })
  return [...changed, ...left.map(box => `new: ${told(box)}`)]
}
const distance = (a: Box, b: Box): number => Math.max(...EDGES.map(edge => Math.abs(a[edge] - b[edge])))
const told = ({ kind, name, ...box }: Box): string => `${kind} “${name}” ${EDGES.map(edge => Math.round(box[edge])).join(' ')}`
