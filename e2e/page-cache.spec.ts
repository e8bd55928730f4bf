import { LessonPane } from './pages/lesson.ts'
import { Stage } from './pages/stage.ts'
import { Terminal } from './pages/terminal.ts'
import { Time } from './pages/time.ts'
import { test } from './terrarium.ts'

const KILLED = 'All brokers killed, and nothing lost'
const CUT = 'Power cut everywhere: acknowledged records gone'
const KEPT = 'Power cut everywhere, and nothing lost'

test('a learner kills three brokers, cuts their power, and then prevents the loss on another track', { tag: '@lesson' }, async ({ terrarium }) => {
  test.slow()
  const { page } = terrarium
  const [lesson, stage, time] = [new LessonPane(page), new Stage(page), new Time(page)]
  const each = async (what: (broker: number) => string) => {
    for (const broker of [1, 2, 3]) {
      await stage.select(`broker ${broker}`)
      await stage.do(what(broker))
    }
  }
  const isLeaderless = () => terrarium.run({ until: { path: ['metadata', 'topics', 'orders', 'partitions', 0, 'leader'], equals: null } })
  await terrarium.open('#/lesson/page-cache')
  await lesson.begins('Acknowledged is not yet on disk')
  await lesson.notYet(KILLED, 'a broker is up')

  await each(broker => `Kill broker-${broker}`)
  await isLeaderless()
  await each(broker => `Start broker-${broker}`)
  await lesson.met(KILLED)
  await lesson.predict('The newest orders: those that no disk has.')
  await time.pause()
  await each(broker => `Cut power of m${broker}`)
  await isLeaderless()
  await each(broker => `Power m${broker} on`)
  await terrarium.run({ for: 15_000_000 })
  await lesson.met(CUT)
  await lesson.card('The newest orders: those that no disk has.')
  await lesson.goOn()

  await time.goOnBefore('m1 loses power')
  await stage.deselect()
  const terminal = new Terminal(page)
  await terminal.open()
  await terminal.run('kafka-configs.sh --bootstrap-server broker-1:9092 --alter --entity-type topics --entity-name orders --add-config flush.messages=1')
  await terrarium.run({ for: 5_000_000 })
  await each(broker => `Cut power of m${broker}`)
  await isLeaderless()
  await each(broker => `Power m${broker} on`)
  await terrarium.run({ for: 15_000_000 })
  await lesson.met(KEPT)
})
