import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

const ACCIDENT = 'A topic exists that nobody created'
const CLOSED = 'The same mistake fails in the client, and no topic appears'

test('a learner mistypes a topic into being, turns that off in both brokers, and mistypes in vain', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor] = [new LessonPane(page), new Editor(page)]
  await terrarium.open('#/lesson/topics-by-accident')
  await lesson.begins('Topics by accident')
  await lesson.predict('An error: the topic does not exist')
  await editor.run('order.ts')
  await lesson.met(ACCIDENT)
  await lesson.card('A new topic, with a single copy')
  await lesson.goOn()

  for (const broker of [1, 2]) {
    await editor.open(`broker-${broker}.properties`)
    await editor.replace('enable=true', 'enable=false')
    await editor.restart(`broker-${broker}`)
    await lesson.notYet(CLOSED, broker === 1 ? '1 of two brokers' : 'nobody has sent to a topic that is not there')
  }
  await terrarium.until(() => [1, 2].every(id => window.terrarium.view()?.metadata.brokers[id]?.fenced === false))
  await editor.open('order.ts')
  await editor.replace('oders', 'ordres')
  await editor.run('order.ts')
  await new Time(page).fastest()
  await lesson.met(CLOSED)
  await lesson.isDone()
  expect(Object.keys((await terrarium.view()).metadata.topics).sort()).toEqual(['oders', 'orders'])
})
