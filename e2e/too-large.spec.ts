import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { Terminal } from './pages/terminal.ts'
import { test } from './terrarium.ts'

const REFUSED = 'The producer has refused a record'
const STORED = 'is in the logs of all three replicas'
const DELIVERED = 'A group has received it'

test('a learner takes a photo of two million bytes through two refusals and to a consumer', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, editor, terminal] = [new LessonPane(page), new Editor(page), new Terminal(page)]
  await terrarium.open('#/lesson/too-large')
  await lesson.begins('Too large for which limit')
  await lesson.predict('The broker that leads the partition')
  await editor.run('send.ts')
  await lesson.met(REFUSED)
  await lesson.card('The producer, before anything is sent')
  await lesson.goOn()

  await editor.replace("bytes': 1_000_000", "bytes': 3_000_000")
  await editor.run('send.ts')
  await lesson.notYet(STORED, 'the broker refused it with MESSAGE_TOO_LARGE')
  await terminal.open()
  await terminal.run('kafka-configs.sh --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name photos --add-config max.message.bytes=3000000')
  await terminal.says('Completed updating config for topic photos.')
  await editor.run('send.ts')
  await lesson.met(STORED)
  await editor.run('read.ts')
  await lesson.met(DELIVERED)
  await lesson.isDone()
})
