import { Editor } from './pages/editor.ts'
import { LessonPane } from './pages/lesson.ts'
import { Stage } from './pages/stage.ts'
import { Terminal } from './pages/terminal.ts'
import { Time } from './pages/time.ts'
import { test } from './terrarium.ts'

const EMPTIED = 'After a restart of m1 broker 1 does not come up'
const MOVED = 'Broker 1 runs from a folder outside /tmp, its orders with it'
const KEPT = 'm1 restarts, broker 1 comes up, every order is there'

test('a learner restarts a machine, loses what was in /tmp, and moves it elsewhere on another track', { tag: '@lesson' }, async ({ terrarium }) => {
  const { page } = terrarium
  const [lesson, stage, editor, terminal, time] = [new LessonPane(page), new Stage(page), new Editor(page), new Terminal(page), new Time(page)]
  const reboot = async () => {
    await stage.select('broker 1')
    await stage.do('Cut power of m1')
    await terrarium.run({ for: 2_000_000 })
    await stage.do('Power m1 on')
  }
  await terrarium.open('#/lesson/log-dirs')
  await lesson.begins('Logs do not belong in /tmp')
  await lesson.predict('It comes up with an empty log.')
  await reboot()
  await lesson.met(EMPTIED)
  await lesson.card('It does not come up.')
  await lesson.goOn()

  await time.goOnBefore('m1 loses power')
  await lesson.notYet(MOVED, 'its folder is /tmp/kafka-logs')
  await stage.select('broker 1')
  await stage.do('Stop broker-1')
  await terrarium.run({ until: { path: ['processes', 'broker-1', 'state'], equals: 'down' } })
  await stage.deselect()
  await terminal.open()
  await terminal.run('ssh broker-1 && mv /tmp/kafka-logs /data; exit')
  await terminal.says('Connection to broker-1 closed.')
  await editor.open('broker-1.properties')
  await editor.replace('/tmp/kafka-logs', '/data')
  await editor.restart('broker-1')
  await lesson.met(MOVED)
  await reboot()
  await lesson.met(KEPT)
  await lesson.isDone()
})
