import { Groups } from './pages/groups.ts'
import { Keyboard } from './pages/keyboard.ts'
import { LessonPane } from './pages/lesson.ts'
import { expect, test } from './terrarium.ts'

test('without a mouse: produce, kill a broker, see the ISR shrink, reset a group, begin a lesson', async ({ terrarium }) => {
  const { page } = terrarium
  const keys = new Keyboard(page)
  await terrarium.open()
  await keys.enterOn('Skip to the stage')
  await expect(page.getByRole('main')).toBeFocused()
  await keys.enterOn('Explore freely')
  await terrarium.until(() => (window.terrarium.view()?.ledger.totals.acknowledged ?? 0) > 0)

  await test.step('a script is run from the editor, and the editor can be left', async () => {
    await keys.press('d')
    await keys.tabTo('Log', 'tab')
    await keys.press('ArrowLeft')
    await keys.press('ArrowLeft')
    await keys.enterOn(/Run$/, 'button')
    await terrarium.until(() => (window.terrarium.view()?.ledger.processes['orders']?.acknowledged ?? 0) > 0)
    await keys.tabTo(/^Code of the script|^Editor content/)
    await keys.press('Escape')
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeFocused()
  })

  await test.step('a broker is selected on the stage and killed; its absence from the ISR can be read', async () => {
    await keys.press('s')
    await expect(page.locator('[data-cell]:focus')).toHaveCount(1)
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await keys.press(key)
    await expect(page.getByRole('heading', { level: 2, name: 'broker 3' })).toBeVisible()
    await keys.press('k')
    await terrarium.until(() => window.terrarium.view()?.processes['broker-3']?.state === 'down')
    await terrarium.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 0, 'isr', 'length'], equals: 2 }, for: 60_000_000 })
    await keys.press('ArrowDown')
    await keys.press('Home')
    await expect(page.locator(':focus')).toContainText('orders-0')
    await expect(page.locator(':focus')).not.toContainText('3')
  })

  await test.step('a group is stopped and its offsets are moved', async () => {
    const groups = new Groups(page)
    await keys.ask('Reset offsets')
    await expect(page.locator('#dock-panel')).toBeFocused()
    await keys.tabTo('Group', 'select')
    await keys.type('analytics')
    await groups.is('Stable')
    await keys.tabTo('to-earliest', 'radio')
    await keys.press('ArrowRight')
    await keys.press('ArrowLeft')
    await expect(page.getByRole('button', { name: 'Stop its members (1)' })).toBeVisible()
    await keys.enterOn('Stop its members (1)')
    await groups.is('Empty')
    await keys.press('Shift+Tab')
    await expect(groups.resets).toBeFocused()
    await keys.press('Enter')
    await expect(groups.panel.getByText('Written.')).toBeVisible()
  })

  await test.step('a lesson begins', async () => {
    await keys.ask('Lessons')
    await keys.enterOn(/^1?\s*Your first record/)
    await new LessonPane(page).begins('Your first record')
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  })
})
