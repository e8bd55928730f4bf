import { fileURLToPath } from 'node:url'
import { writeFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { installedBrowser, launchArgs } from './browser.mjs'

/*
 * The pictures an installed page has on a desk, drawn from the glass bell of `public/favicon.svg`: `node src/dev/icons.mjs` writes them into
 * `public/`. A maskable one may lose all beyond the inner 80 %.
 */
const bell = (ground, inset) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100%" height="100%">
<rect width="100" height="100" rx="${inset ? 0 : 20}" fill="${ground}"/>
<g transform="translate(50 50) scale(${inset ? 2.5 : 3.2}) translate(-10 -10.4)" fill="none">
<path d="M3 18V9a7 7 0 0 1 14 0v9" stroke="#1a211d" stroke-width="1.3"/><path d="M1.5 19.5h17" stroke="#1a211d" stroke-width="2"/>
<path d="M7 18v-4.5M10 18V8.5M13 18v-7" stroke="#14593f" stroke-width="2"/></g></svg>`

const icons = { 'icon-192.png': [192, false], 'icon-512.png': [512, false], 'icon-maskable.png': [512, true], 'apple-touch-icon.png': [180, true] }

const browser = await chromium.launch({ executablePath: installedBrowser(), args: launchArgs })
const page = await browser.newPage()
for (const [name, [size, inset]] of Object.entries(icons)) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>html,body{margin:0;height:100%;background:transparent}</style>${bell('#f8f9f6', inset)}`)
  writeFileSync(fileURLToPath(new URL(`../../public/${name}`, import.meta.url)), await page.screenshot({ omitBackground: true }))
}
await browser.close()
