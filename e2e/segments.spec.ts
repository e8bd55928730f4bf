import { Segments } from './pages/segments.ts'
import { expect, test } from './terrarium.ts'

test('the bytes of a replica: a field and its bytes point at each other, the checksum holds, a record is found by its offset', async ({ terrarium }) => {
  await terrarium.open('#/world/replica/orders-1/2')
  await terrarium.run({ until: { path: ['replicas', 'orders-1', 2, 'hw'], atLeast: 8 }, for: 60_000_000 })
  const segments = new Segments(terrarium.page)
  await segments.open()

  await segments.field(/^crc/).click()
  await expect(segments.detail).toContainText('equal')
  for (const at of [17, 20]) await expect(segments.byte(at)).toHaveClass(/chosen/)
  await segments.byte(0).click()
  await expect(segments.chosen).toContainText('baseOffset')
  await segments.byte(16).hover()
  await expect(segments.detail).toContainText('magic 2')

  await segments.find(5)
  await expect(segments.panel.getByText('5 − 0 = 5')).toBeVisible()
  await expect(segments.chosen).toContainText('record')
  await expect(segments.chosen).toContainText('5')
  await segments.file('leader-epoch-checkpoint')
  await expect(segments.field(/^version/)).toBeVisible()

  await terrarium.page.goto('#/world/replica/orders-1/2/3')
  await expect(segments.chosen).toContainText('record')
  await expect(segments.chosen).toContainText('3')
})

test('by keyboard alone: from the byte to the field, unfolded down to a record’s value', async ({ terrarium }) => {
  await terrarium.open('#/world/replica/orders-1/2')
  await terrarium.run({ until: { path: ['replicas', 'orders-1', 2, 'hw'], atLeast: 2 }, for: 60_000_000 })
  const segments = new Segments(terrarium.page), press = (key: string) => terrarium.page.keyboard.press(key)
  await segments.open()

  await segments.hex.focus()
  for (const key of ['ArrowDown', 'ArrowRight', 'End']) await press(key)
  await expect(segments.detail).toContainText('crc')
  await expect(segments.byte(20)).toHaveClass(/\bat\b/)
  await press('Enter')
  await expect(segments.tree).toBeFocused()
  await press('ArrowLeft')
  await expect(segments.chosen).toContainText('batch')
  for (let i = 0; i < 14; i++) await press('ArrowDown')
  await expect(segments.chosen).toContainText('records')
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await press(key)
  await expect(segments.chosen).toHaveAttribute('aria-expanded', 'true')
  for (let i = 0; i < 8; i++) await press('ArrowDown')
  await expect(segments.detail).toContainText('value')
})

test('once the page is filled, the newest batch is chosen, beside the frame that brought it', async ({ terrarium }) => {
  const { page } = terrarium
  await terrarium.open('#/world/replica/orders-1/2')
  await terrarium.run({ until: { path: ['replicas', 'orders-1', 2, 'hw'], atLeast: 20 }, for: 60_000_000 })
  const segments = new Segments(page), fill = page.getByRole('button', { name: 'Fill the page' })
  await segments.open()
  await expect(segments.chosen).toHaveAttribute('aria-posinset', '1')
  await fill.click()
  await expect(segments.chosen).not.toHaveAttribute('aria-posinset', '1')
  await expect(segments.panel.getByRole('region', { name: 'On the wire' })).toContainText('brought it here')
})
