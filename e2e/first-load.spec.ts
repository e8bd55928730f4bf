import { gzipped, loadedAtOnce } from '../src/dev/first-load.ts'
import { heaviestModules } from '../src/dev/page-build.ts'
import { expect, test } from './terrarium.ts'

const LIMIT_KB = 250

test('the first view comes alive on 250 kB of JavaScript, gzipped, and on nothing else', async ({ terrarium: { page } }) => {
  const scripts = await loadedAtOnce(process.env['E2E_DIST'] ?? 'dist'), kb = gzipped(scripts.values())
  console.log(`first load: ${scripts.size} scripts, ${kb.toFixed(1)} kB`)
  if (kb > LIMIT_KB) throw new Error(`the first load is ${kb.toFixed(1)} kB; its heaviest modules:\n${await listed()}`)

  // all else never comes
  await page.route(/\.js$/, route => scripts.has(new URL(route.request().url()).pathname.slice(1)) ? route.continue() : undefined)
  await page.goto('')
  await page.waitForFunction(() => {
    const brokers = Object.values(window.terrarium?.view()?.metadata.brokers ?? {})
    return brokers.length === 3 && brokers.every(broker => !broker.fenced)
  })
  await expect(page.locator('.alive svg')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send your first record' })).toBeEnabled()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

const listed = async () => (await heaviestModules(20)).map(([path, bytes]) => `${bytes}\t${path}`).join('\n')
