import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

const CROWDED = 'Twice as many members as partitions are in the group'
const EVEN = 'No partition takes more than 40 percent'
const DRAINED = 'Every cook keeps up, and every order lies in one partition'

test('a learner adds cooks in vain, gives the orders a finer key, and sees the line drain', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor] = [new LessonPane(page), new Editor(page)]
  await terrarium.open('#/lesson/hot-key')
  await lesson.begins('One hot key')
  await lesson.predict('twice as many cooks')
  await new Time(page).fastest()
  await editor.run('cooks.ts')
  await lesson.met(CROWDED)
  await lesson.card('it grows as before')
  await lesson.goOn()

  await editor.open('shop.ts')
  await editor.replace('key: shop', 'key: order')
  await editor.run('shop.ts')
  await lesson.met(EVEN)
  await lesson.met(DRAINED)
  await lesson.isDone()
  expect((await terrarium.view()).ledger.totals.lost).toBe(0)
})
