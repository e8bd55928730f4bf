import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { Segments } from './pages/segments.ts'
import { Terminal } from './pages/terminal.ts'
import { expect, test } from './terrarium.ts'

const FOUND = 'A reader began at offset 2,500'
const ROLLED = 'The partition has a second segment'
const TIMED = 'A reader began at the first record of'

test('a learner follows an offset through the index, rolls a segment, and finds a record by its time', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor, segments, terminal] = [new LessonPane(page), new Editor(page), new Segments(page), new Terminal(page)]
  await terrarium.open('#/lesson/segments')
  await lesson.begins('A partition is a folder of files')
  await lesson.predict('At the nearest place before it')
  await editor.run('find.ts')
  await lesson.met(FOUND)
  await lesson.card('At the nearest place before it')
  await segments.open()
  await segments.find(2_500)
  await expect(segments.panel.getByText('Nearest index entry not above it')).toBeVisible()
  await lesson.goOn()

  await editor.run('more.ts')
  await lesson.met(ROLLED)
  await terminal.open()
  await terminal.run('kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic clicks --time 1767225610000')
  await terminal.says(/clicks:0:\d+/)
  const offset = /clicks:0:(\d+)/.exec(await terminal.text())![1]!
  await editor.open('find.ts')
  await editor.replace('offset = 2500', `offset = ${offset}`)
  await editor.run('find.ts')
  await lesson.met(TIMED)
  await lesson.isDone()
})
