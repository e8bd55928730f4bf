import { Editor } from './pages/editor.ts'
import { Groups } from './pages/groups.ts'
import { LessonPane } from './pages/lesson.ts'
import { expect, test, type Terrarium } from './terrarium.ts'

const MORE = 'More orders are in the log'
const WHOLE = 'A second group has read the log from its first record'
const APART = 'One group has records that the other has not'
const LEVEL = 'Both groups have read everything'

const story = async ({ terrarium }: { terrarium: Terrarium }) => {
  const { page } = terrarium
  const [lesson, editor, groups] = [new LessonPane(page), new Editor(page), new Groups(page)]
  await terrarium.open('#/lesson/log-not-queue')
  await lesson.begins('A log is not a queue')
  await lesson.notYet(MORE, 'nothing has been written')

  await editor.run('send.ts')
  await lesson.met(MORE)
  await lesson.predict('stays where it is')
  await editor.run('billing.ts')
  await lesson.met(WHOLE)
  await lesson.card('stays where it is')
  await lesson.goOn()

  await groups.open('audit')
  await groups.stopMembers(1)
  await groups.is('Empty')
  await editor.run('send.ts')
  await lesson.met(APART)
  await groups.open('audit')
  await groups.startMembers(1)
  await lesson.met(LEVEL)
  await lesson.isDone()
  const { ledger } = await terrarium.view()
  expect(ledger.deliveredCount).toEqual({ audit: 18, billing: 18 })
}

test('a learner gives a log a second reader, sets the two apart and sees both arrive at its end', { tag: '@lesson' }, story)
test.describe('without a mouse', () => {
  test.use({ way: 'keyboard' })
  test('a learner gives a log a second reader, sets the two apart and sees both arrive at its end', story)
})
