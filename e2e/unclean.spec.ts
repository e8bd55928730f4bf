import { LessonPane } from './pages/lesson.ts'
import { Stage } from './pages/stage.ts'
import { Terminal } from './pages/terminal.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

const NOBODY = 'A broker is up, and orders-0 has no leader'
const WAITED = 'One ending: wait, and lose nothing'
const WENT = 'The other ending: go without it, and see the price'

test('a learner waits for the complete log, goes back, and goes without it on another track', { tag: '@lesson' }, async ({ terrarium }) => {
  test.slow()
  const { page } = terrarium
  const [lesson, stage, time] = [new LessonPane(page), new Stage(page), new Time(page)]
  const power = async (broker: number, what: string) => {
    await stage.select(`broker ${broker}`)
    await stage.do(what)
  }
  await terrarium.open('#/lesson/unclean')
  await lesson.begins('All racks dark: wait, or go?')
  await lesson.notYet(NOBODY, 'rack a still has power')

  await power(1, 'Cut power of m1')
  await lesson.goOn()
  await lesson.predict('Nobody, until broker 1 is back.')
  await lesson.notYet(NOBODY, 'no broker has power')
  await power(3, 'Power m3 on')
  await lesson.met(NOBODY)
  await power(2, 'Power m2 on')
  await lesson.card('Nobody, until broker 1 is back.')
  await lesson.goOn()
  await power(1, 'Power m1 on')
  await lesson.met(WAITED)

  await time.pause()
  await time.goOnBefore('m2 has power again')
  await lesson.notYet(WENT, 'Kafka will not choose this by itself')
  const terminal = new Terminal(page)
  await terminal.open()
  await terminal.run('kafka-leader-election.sh --bootstrap-server broker-3:9092 --election-type unclean --topic orders --partition 0')
  await terrarium.run({ for: 10_000_000 })
  await lesson.met(WENT)
  await lesson.isDone()
  await expect(time.forks).toHaveCount(2)
})
