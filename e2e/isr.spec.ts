import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { Stage } from './pages/stage.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

const LEFT = 'A running broker leaves the ISR, and sends go on without it'
const BACK = 'It returns to the ISR'

test('a learner slows a line, bets, sees the ISR shrink, mends it and sees it grow', { tag: '@lesson' }, async ({ terrarium }) => {
  const [lesson, stage] = [new LessonPane(terrarium.page), new Stage(terrarium.page)]
  await terrarium.open('#/lesson/isr')
  await lesson.begins('ISR: who must have it')
  await lesson.notYet(LEFT, 'everyone keeps up')

  await stage.selectLine(3, 'm3 – m1')
  await stage.do('Slow to 1 kB/s')
  await lesson.notYet(LEFT, 'the clock has been running')
  await lesson.goOn()
  await lesson.predict('Hang, until the leader drops broker 3')
  await new Time(terrarium.page).fastest()

  await lesson.met(LEFT)
  await lesson.card('Hang, until the leader drops broker 3')
  await lesson.goOn()
  await lesson.see("the leader's log line")
  await expect(terrarium.page.getByRole('tabpanel').getByText('Shrinking ISR').first()).toBeVisible()
  await lesson.goOn()

  await stage.selectLine(3, 'm3 – m1')
  await stage.do('Mend this line')
  await lesson.met(BACK)
  await lesson.isDone()
  expect((await terrarium.view()).ledger.totals).toMatchObject({ lost: 0, duplicated: 0 })
})

test('the solution plays in a world of its own, and costs the learner nothing', async ({ terrarium }) => {
  test.slow()
  const { page } = terrarium
  const lesson = new LessonPane(page)
  await terrarium.open('#/lesson/isr')
  await lesson.begins('ISR: who must have it')
  await terrarium.act({ do: 'link.slow', from: 'm2', to: 'm1', delayMs: 40 })
  const editor = new Editor(page)
  await editor.open('checkout.ts')
  await editor.writeFirst('// mine\n')
  const before = (await terrarium.view()).now
  expect(await lesson.allHints()).toBeGreaterThan(1)

  await lesson.playSolution()
  await expect(lesson.saying).toContainText('The line between broker 3 and the leader is throttled')
  await expect(lesson.saying).toContainText('The high watermark waits')
  await new Time(page).fastest()
  await lesson.seen(LEFT)
  await lesson.seen(BACK)
  await expect(lesson.column.getByText('The solution has been played.')).toBeVisible()

  await lesson.backToMine()
  await lesson.begins('ISR: who must have it')
  await lesson.notYet(LEFT, 'Not yet')
  const { faults, now } = await terrarium.view()
  expect(faults.map(fault => fault.on)).toEqual([['m2', 'm1']])
  expect(now).toBeGreaterThanOrEqual(before)
  await editor.begins('// mine')
  await page.getByRole('button', { name: 'Back to the original' }).click()
  await editor.begins('import { KafkaJS } from')
  await page.getByRole('button', { name: 'Bring mine back' }).click()
  await editor.begins('// mine')
})

test('the solution is stopped, and played again', async ({ terrarium }) => {
  const lesson = new LessonPane(terrarium.page)
  await terrarium.open('#/lesson/isr/solution')
  await expect(lesson.saying).toContainText('The high watermark waits')
  await lesson.column.getByRole('button', { name: 'Stop' }).click()
  await expect(lesson.column.getByText('Stopped.')).toBeVisible()
  await lesson.column.getByRole('button', { name: 'Play again' }).click()
  await expect(lesson.saying).toContainText('The line between broker 3')
})
