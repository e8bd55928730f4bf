import { Editor } from './pages/editor.ts'
import { Groups } from './pages/groups.ts'
import { LessonPane } from './pages/lesson.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

const HOT = 'One partition falls further behind with every commit, the others keep up'
const LEVEL = 'Every commit catches up again'

test('a learner lets one key flood a partition, bets on the wait, stops it and sees the lag drain', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor, groups] = [new LessonPane(page), new Editor(page), new Groups(page)]
  await terrarium.open('#/lesson/lag')
  await lesson.begins('Lag: the longest line')
  await lesson.notYet(HOT, 'Not yet')

  await editor.run('rush.ts')
  await new Time(page).fastest()
  await lesson.met(HOT)
  await lesson.predict('of its own partition are before it')
  await editor.stop()
  await groups.open('kitchen')
  await lesson.met(LEVEL)
  await lesson.card('of its own partition are before it')
  await lesson.goOn()
  await lesson.isDone()
  expect((await terrarium.view()).ledger.totals.lost).toBe(0)
})
