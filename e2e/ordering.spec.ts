import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { expect, test } from './terrarium.ts'

const SPREAD = 'Scans lie in more than one partition'
const WOVEN = 'A reader gets scans in another order than they were sent'
const KEYED = 'scans arrive in their order, over several partitions'

test('a learner reads three partitions out of order, and keeps each parcel in order by its key', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor] = [new LessonPane(page), new Editor(page)]
  await terrarium.open('#/lesson/ordering')
  await lesson.begins('Order holds inside a partition')
  await lesson.notYet(SPREAD, 'nothing has been sent')

  await editor.run('scan.ts')
  await lesson.met(SPREAD)
  await lesson.predict('First in, first out')
  await editor.run('read.ts')
  await lesson.met(WOVEN)
  await lesson.card('own order, woven together')
  await lesson.goOn()

  await editor.open('scan.ts')
  await editor.replace('key = null', 'key = parcel')
  await editor.run('scan.ts')
  await lesson.met(KEYED)
  await lesson.isDone()
  expect((await terrarium.view()).metadata.topics['scans']!.partitions).toHaveLength(3)
})
