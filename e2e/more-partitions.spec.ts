import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { Terminal } from './pages/terminal.ts'
import { test } from './terrarium.ts'

const HOME = 'A card has paid, before anything is changed'
const PARTED = 'records lie in two partitions'
const REFUSED = 'Kafka has refused to take partitions away'

test('a learner adds partitions in the terminal, sees a key in two places, and is refused the way back', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor, terminal] = [new LessonPane(page), new Editor(page), new Terminal(page)]
  await terrarium.open('#/lesson/more-partitions')
  await lesson.begins('More partitions, and no way back')
  await editor.run('pay.ts')
  await lesson.met(HOME)
  await lesson.predict('its history stays where it is')

  const alter = 'kafka-topics.sh --bootstrap-server localhost:9092 --alter --topic payments --partitions'
  await terminal.open()
  await terminal.run(`${alter} 6`)
  await terrarium.until(() => window.terrarium.view()?.metadata.topics['payments']?.partitions.length === 6)
  await editor.run('pay.ts')
  await lesson.met(PARTED)
  await lesson.card('its history stays where it is')
  await lesson.goOn()

  await terminal.open()
  await terminal.run(`${alter} 3`)
  await terminal.says('would not be an increase')
  await lesson.met(REFUSED)
  await lesson.isDone()
})
