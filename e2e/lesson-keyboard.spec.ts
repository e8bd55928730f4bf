import { Groups } from './pages/groups.ts'
import { Keyboard } from './pages/keyboard.ts'
import { LessonPane } from './pages/lesson.ts'
import { test } from './terrarium.ts'

test('without a mouse: a whole lesson, from its first script to its last goal', async ({ terrarium }) => {
  const { page } = terrarium
  const [keys, lesson, groups] = [new Keyboard(page), new LessonPane(page), new Groups(page)]
  await terrarium.open('#/lesson/log-not-queue')
  await lesson.begins('A log is not a queue')
  await keys.enterOn(/Run$/, 'button')
  await lesson.met('More orders are in the log')

  await keys.enterOn(/stays where it is/, 'radio', 'Shift+Tab')
  await keys.tabTo('send.ts', 'tab')
  await keys.press('ArrowRight')
  await keys.enterOn(/Run$/, 'button')
  await lesson.met('A second group has read the log from its first record')
  await keys.enterOn('Go on', 'button', 'Shift+Tab')

  await test.step('one group is stopped, the other reads on', async () => {
    await keys.ask('Reset offsets')
    await keys.tabTo('Group', 'select')
    await keys.type('audit')
    await keys.enterOn('Stop its members (1)')
    await groups.is('Empty')
    await keys.tabTo('Groups', 'tab', 'Shift+Tab')
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await keys.press(key)
    await keys.tabTo('billing.ts', 'tab')
    await keys.press('ArrowLeft')
    await keys.enterOn(/Run$/, 'button')
    await lesson.met('One group has records that the other has not')
  })

  await test.step('and comes back', async () => {
    await keys.ask('Reset offsets')
    await keys.tabTo('Group', 'select')
    await keys.type('audit')
    await keys.enterOn('Start its members (1)')
    await lesson.met('Both groups have read everything')
    await lesson.isDone()
  })
})
