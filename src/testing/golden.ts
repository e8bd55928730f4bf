import { readdirSync, readFileSync, existsSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Data made by Apache Kafka itself (`golden/README.md` says how each file reads). The copy in this folder is enough;
 * `GOLDEN_DIR` names another folder whose files, where it has them, are read instead.
 */
const own = fileURLToPath(new URL('./golden/', import.meta.url))
const other = process.env['GOLDEN_DIR']

const at = (name: string): string => {
  const there = other && join(other, name)
  return there && existsSync(there) ? there : join(own, name)
}

export const goldenBytes = (name: string): Uint8Array => new Uint8Array(readFileSync(at(name)))
export const goldenText = (name: string): string => readFileSync(at(name), 'utf8')
export const goldenJson = <T>(name: string): T => JSON.parse(goldenText(name)) as T
export const goldenLines = <T>(name: string): T[] => goldenText(name).trim().split('\n').map(line => JSON.parse(line) as T)

/** Paths below a folder of the golden data, relative to it, sorted. */
export function goldenFiles(folder: string): string[] {
  const root = at(folder)
  const walk = (dir: string): string[] => readdirSync(dir).sort()
    .flatMap(name => statSync(join(dir, name)).isDirectory() ? walk(join(dir, name)) : [join(dir, name)])
  return walk(root).map(file => relative(root, file))
}

export const fromHex = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], pair => parseInt(pair, 16))
export const toHex = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
