import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { expect, test } from './terrarium.ts'

const STICKY = 'Thirty records without a key are in the log'
const FORESEEN = 'Three keys lie where their records said they would'

test('a learner bets on thirty records without a key, then says where three keys go', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor] = [new LessonPane(page), new Editor(page)]
  await terrarium.open('#/lesson/partitioner')
  await lesson.begins('Who picks the partition')
  await lesson.predict('record by record, round the partitions')
  await editor.run('taps.ts')
  await lesson.met(STICKY)
  await lesson.card('Nearly all in one partition')
  await lesson.goOn()

  await editor.run('cards.ts')
  await editor.prints('card-7: predicted 0, went to 2')
  await lesson.notYet(FORESEEN, 'said 0, and lies in partition')
  await editor.replace("7': 0, 'card-8': 0, 'card-9': 0", "7': 2, 'card-8': 0, 'card-9': 1")
  await editor.run('cards.ts')
  await lesson.met(FORESEEN)
  await lesson.isDone()
  expect((await terrarium.view()).ledger.totals.lost).toBe(0)
})
