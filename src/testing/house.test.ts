import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { drawing, engineRooms, mayImport, rooms } from './house.ts'

const src = fileURLToPath(new URL('..', import.meta.url))
const sources = (dir: string): string[] => readdirSync(dir).flatMap(name => {
  const path = join(dir, name)
  return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : []
})
const room = (file: string) => relative(src, file).split('/')[0]!
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
const imports = (file: string) => [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match => resolve(dirname(file), match[1]!))
const code = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '').replace(/'[^'\n]*'/g, "''")

describe('the house', () => {
  const shipped = sources(src).filter(file => !isTest(file))

  test('imports go where the table lets them', () => {
    const wrong = shipped.flatMap(file => imports(file)
      .filter(target => target.startsWith(src) && !mayImport(room(file), room(target)))
      .map(target => `${relative(src, file)} → ${relative(src, target)}`))
    expect(wrong).toEqual([])
  })

  test('engine folders hold nothing that differs between two runs or two engines', () => {
    const banned = /\bMath\.(?:random|exp|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)\b|\*\*|\bDate\b|\bIntl\b|\.toLocale|\.localeCompare/
    const wrong = shipped.filter(file => (engineRooms as readonly string[]).includes(room(file)))
      .flatMap(file => code(file).split('\n').filter(line => banned.test(line)).map(line => `${relative(src, file)}: ${line.trim()}`))
    expect(wrong).toEqual([])
  })

  test('properties are drawn from the one seed', () => {
    const others = sources(src).filter(file => /from 'fast-check'$/m.test(readFileSync(file, 'utf8'))).map(file => relative(src, file))
    expect(others).toEqual(['testing/property.ts'])
  })

  test('every folder says what goes in and what comes out', () => {
    const silent = [...rooms, 'dev', 'testing'].filter(name => !readdirSync(join(src, name)).includes('README.md'))
    expect(silent).toEqual([])
  })

  test('the drawing in src/README.md is the table', () => {
    const readme = readFileSync(join(src, 'README.md'), 'utf8')
    const drawn = /<!-- house:begin -->\n([\s\S]*?)\n<!-- house:end -->/.exec(readme)?.[1]
    expect(drawn).toBe(drawing())
  })
})
