import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'
import { offlinePlugin } from './src/dev/offline-plugin.mjs'
import { realmPlugin } from './src/dev/realm-plugin.mjs'
import { sandboxPlugin } from './src/dev/sandbox-plugin.mjs'

/** What the page may load and do. As a meta tag, because a static host sends no headers; only at build, because dev mode needs inline scripts. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "frame-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const contentSecurityPolicy = (): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' }],
  },
})

/**
 * The TypeScript worker's library without the DOM: a third of its weight, and `document` is an error for a learner,
 * as it is when the script runs. Plugins do not reach worker bundles by themselves, hence it is listed twice below.
 */
const ecmaLibrariesOnly = (): Plugin => ({
  name: 'ecma-libraries-only',
  enforce: 'pre',
  load(id) {
    const file = id.split('?')[0]!
    if (!/monaco-editor\/.*\/typescript\/lib\/lib\.js$/.test(file)) return
    const kept = readFileSync(file, 'utf8').split(/^(?=libFileMap\["lib\.|export )/m)
      .filter(entry => !entry.startsWith('libFileMap["lib.') || /^libFileMap\["lib\.(?:d|es\w*|decorators)\./.test(entry))
    return kept.join('')
  },
})

/** Every browser this page runs in reads woff2; the older format would double the fonts in `dist/`. */
const woff2Only = (): Plugin => ({
  name: 'woff2-only',
  enforce: 'pre',
  transform: (code, id) => /@fontsource.*\.css$/.test(id) ? code.replace(/,\s*url\([^)]+\.woff\) format\('woff'\)/g, '') : undefined,
})

export default defineConfig({
  base: './',
  plugins: [react(), woff2Only(), contentSecurityPolicy(), ecmaLibrariesOnly(), realmPlugin(), sandboxPlugin(), offlinePlugin()],
  worker: { format: 'es', plugins: () => [ecmaLibrariesOnly(), realmPlugin()] },
  build: {
    target: 'es2023', outDir: 'dist', emptyOutDir: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 5_000,
    // The policy allows fonts of this site, not ones written into a style sheet.
    assetsInlineLimit: 0,
    // All that is there at once in one file: two dozen small ones weigh 6 kB more.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
})
