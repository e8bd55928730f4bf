import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Answer } from './side-port.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.woff': 'font/woff', '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8', '.ttf': 'font/ttf',
}

/** The page as it was built: files of one folder, and of no other. */
export function pageFiles(dir: string): (path: string) => Promise<Answer | null> {
  return async path => {
    const file = fileOf(dir, path), type = TYPES[extname(file ?? '')]
    const body = file !== null && type !== undefined ? await readFile(file).catch(() => null) : null
    return body && { status: 200, type: type!, body, headers: { 'cache-control': 'no-cache' } }
  }
}

/** Null for a path that leads out of it. */
function fileOf(dir: string, path: string): string | null {
  try {
    const file = normalize(join(dir, decodeURIComponent(path === '/' ? '/index.html' : path)))
    return file.startsWith(normalize(dir) + sep) && !file.includes('\0') ? file : null
  } catch {
    return null
  }
}
