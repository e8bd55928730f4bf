import { LessonPane } from './pages/lesson.ts'
import { Stage } from './pages/stage.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

const MOVED = 'A broker is gone, and others lead what it led'
const CROWDED = 'One broker leads more than two thirds of the partitions'
const RETURNED = 'All brokers run again, and every ISR is full'
const SPREAD = 'Every partition is led by its preferred leader'

test('a learner stops one leader, kills another, brings both back and spreads the leaders again', { tag: '@lesson' }, async ({ terrarium }) => {
  const [lesson, stage] = [new LessonPane(terrarium.page), new Stage(terrarium.page)]
  await terrarium.open('#/lesson/leaders')
  await lesson.begins('Leaders leave, and do not come home')
  await lesson.notYet(MOVED, 'all brokers run')

  await stage.select('broker 3')
  await stage.do('Stop broker-3')
  await lesson.met(MOVED)
  await lesson.predict('After some seconds')

  await stage.select('broker 2')
  await stage.do('Kill broker-2')
  await lesson.met(CROWDED)
  await lesson.card('After some seconds')
  await lesson.goOn()

  for (const broker of [2, 3]) {
    await stage.select(`broker ${broker}`)
    await stage.do(`Start broker-${broker}`)
  }
  await lesson.met(RETURNED)
  await lesson.predict('Broker 1, as now')
  await new Time(terrarium.page).fastest()
  await lesson.card('Broker 1, as now')
  await lesson.goOn()

  await stage.select('broker 1')
  await stage.do('Elect preferred leaders (4)')
  await lesson.met(SPREAD)
  await lesson.isDone()
  expect((await terrarium.view()).ledger.totals.lost).toBe(0)
})
