import type { Page } from 'playwright'

/** What a person does at the page of a running world, each a word or two: clicks and keys as a browser has them, nothing called. */
export async function useAll(page: Page): Promise<void> {
  await search(page)
  await dock(page)
  await stage(page)
  await time(page)
  await settings(page)
}

/** Until what was done is drawn; a person does not act faster than they see. */
const seen = (page: Page): Promise<unknown> => page.evaluate(() => new Promise(done => { requestAnimationFrame(() => setTimeout(done, 50)) }))

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    await seen(page)
  }
}

async function click(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`There is no ${selector} to click on`)
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await seen(page)
}

async function search(page: Page): Promise<void> {
  await press(page, 'Control+k', ...'broker', 'ArrowDown', 'ArrowDown', 'Escape')
}

export async function openTab(page: Page, tab: string): Promise<void> {
  await click(page, `#tab-${tab}`)
  await page.locator('#dock-panel > *').first().waitFor()
}

async function dock(page: Page): Promise<void> {
  for (const tab of ['log', 'groups', 'segments', 'wire', 'metrics', 'configs', 'internal', 'ledger', 'editor', 'log']) {
    await openTab(page, tab)
  }
  await click(page, '.logpane input')
  await press(page, ...'seg')
}

async function stage(page: Page): Promise<void> {
  for (const partition of [0, 2, 4]) await click(page, `.picture svg text:text-is("orders-${partition}")`)
  await press(page, 'Escape', '-', '+')
}

/** Only a world that stands lets one step back. */
const STEP_BACK = '.transport button:first-child'

async function time(page: Page): Promise<void> {
  const box = (await page.locator('.tracks').boundingBox())!
  for (const part of [0.7, 0.4]) {
    await page.mouse.click(box.x + box.width * part, box.y + box.height / 2 + 24)
    await seen(page)
  }
  // a click that comes before the world has stopped would stop it
  await page.locator(`${STEP_BACK}:enabled`).waitFor()
  await page.locator('.transport .play').click()
  await seen(page)
  await page.locator(`${STEP_BACK}:disabled`).waitFor()
}

async function settings(page: Page): Promise<void> {
  for (let i = 0; i < 3; i++) await click(page, '.top .tool[title]:not([lang])')
  for (let i = 0; i < 2; i++) await click(page, '.top .tool[lang]')
}
