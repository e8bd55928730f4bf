import { textOf } from '../src/session/share/shared-world.ts'
import { momentWorld } from '../src/testing/moment/bring.ts'
import { PARTITIONS, type Stands } from '../src/testing/moment/told.ts'
import { first } from '../src/ui/i18n/en/first.ts'
import { drawn, type Drawn, type Mark } from './pages/picture.ts'
import { Share } from './pages/share.ts'
import { Time } from './pages/time.ts'
import { expect, test, type Terrarium } from './terrarium.ts'

const STATES: readonly Mark['is'][] = ['leader', 'insync', 'lagging', 'offline'] satisfies Stands[]

/** Lived apart, and brought to the page as a file that somebody shared. */
async function openMoment(terrarium: Terrarium): Promise<void> {
  const { page } = terrarium, share = new Share(page), { shared } = await momentWorld()
  await page.goto('#/shared')
  await page.getByTestId('shared-file').setInputFiles({ name: 'moment.terrarium.json', mimeType: 'application/json', buffer: Buffer.from(textOf(shared)) })
  await share.open()
  await terrarium.until(() => window.terrarium?.view()?.metadata.topics['clicks']?.partitions[1]?.leader === null)
  await expect(page.getByText(first['trouble.strayed']), 'byte for byte').toBeHidden()
  await new Time(page).pause()
  expect((await terrarium.view()).now).toBeGreaterThanOrEqual(shared.past.now)
}

/** The picture as facts, in the order in which the reference tells them. */
const told = ({ rows, marks }: Drawn) => PARTITIONS.map(({ id }) => {
  const of = (kinds: readonly Mark['is'][]) => marks.filter(({ row, is }) => row === id && kinds.includes(is))
  const alarm = rows.find(row => row.id === id)?.alarm
  return {
    id, stands: Object.fromEntries(of(STATES).map(({ broker, is }) => [broker, is])), ...alarm && { alarm },
    leads: of(['leads']).map(({ broker }) => broker), preferred: of(['preferred']).map(({ broker }) => broker),
  }
})
/** A pennant for who leads, a hollow one for who is preferred, is there, and does not lead. */
const expected = PARTITIONS.map(({ id, replicas: [first], stands, alarm }) => ({
  id, stands, ...alarm && { alarm }, leads: Object.keys(stands).map(Number).filter(broker => stands[broker] === 'leader'),
  preferred: stands[first!] === 'leader' || stands[first!] === 'offline' ? [] : [first],
}))

function expectShape({ jars, rows, marks }: Drawn): void {
  expect(jars.map(({ broker }) => broker), 'jars in the order of brokers').toEqual([1, 2, 3, 4])
  for (const [i, jar] of jars.entries()) {
    expect(jar.right - jar.left).toBeCloseTo(jars[0]!.right - jars[0]!.left, 0)
    if (i > 0) expect(jar.left, 'beside one another').toBeGreaterThan(jars[i - 1]!.right)
  }
  for (const topic of ['orders', 'clicks']) {
    const ys = rows.filter(({ id }) => id.startsWith(topic)).map(({ y }) => y), steps = ys.slice(1).map((y, i) => y - ys[i]!)
    for (const step of steps) expect(step, 'rows at one distance').toBeCloseTo(steps[0]!, 0)
  }
  for (const { row, broker, is, bottom, top, right } of marks) {
    const leader = marks.find(mark => mark.row === row && mark.is === 'leader'), shelf = jars.find(jar => jar.broker === broker)!
    expect(bottom, `${row} stands in its jar`).toBeLessThanOrEqual(shelf.bottom)
    if (is === 'insync') expect(leader!.bottom - leader!.top, 'who leads is taller').toBeGreaterThan(bottom - top)
    if (is === 'high watermark') expect(bottom - top, 'the high watermark crosses the bar').toBeGreaterThan(leader!.bottom - leader!.top)
    // the ruler begins at the same place in every jar: a torn end is left of where the leader's is
    if (is === 'lagging' && leader) expect(right - shelf.left).toBeLessThan(leader.right - jars.find(jar => jar.broker === leader.broker)!.left)
  }
}

test('the stage draws the moment of the visual reference as the reference does: on a desk, and on a phone', async ({ terrarium }) => {
  const { page } = terrarium
  await openMoment(terrarium)
  for (const size of [{ width: 1_440, height: 900 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(size)
    await expect(async () => {
      const picture = await drawn(page)
      expect(told(picture)).toEqual(expected)
      expectShape(picture)
    }).toPass()
  }
})
