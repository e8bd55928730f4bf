import { Groups } from './pages/groups.ts'
import { LessonPane } from './pages/lesson.ts'
import { expect, test } from './terrarium.ts'

const INACTIVE = 'The group billing is inactive'
const EXACT = 'events-2 is committed at 281,047,444, the others where the members left them'
const AGAIN = 'billing reads from there, and skips nothing'

test('a learner is refused, stops the group, bets on the scope, lands on the record and starts again', { tag: '@lesson' }, async ({ terrarium }) => {
  const [lesson, groups] = [new LessonPane(terrarium.page), new Groups(terrarium.page)]
  await terrarium.open('#/lesson/reset-tool')
  await lesson.begins('Put the group on record 281047444')
  await lesson.notYet(INACTIVE, '2 members are in the group')
  await expect(groups.panel.getByText("Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.")).toBeVisible()
  await expect(groups.resets).toBeDisabled()

  await groups.stopMembers(2)
  await lesson.met(INACTIVE)
  await lesson.predict('Each to the nearest end of its own log')
  await lesson.card('Each to the nearest end of its own log')
  await lesson.goOn()

  await groups.choose('to-offset', '281047444')
  await expect(groups.plan).toHaveCount(3)
  await groups.narrow('events:2')
  await expect(groups.plan).toHaveCount(1)
  await expect.poll(() => groups.preview()).toEqual({ 'events-2': 281_047_444 })
  await expect(groups.command).toContainText('--topic events:2 --reset-offsets')
  await groups.reset()
  await lesson.met(EXACT)

  await groups.startMembers(2)
  await lesson.met(AGAIN)
  await lesson.isDone()
  expect((await terrarium.view()).ledger.totals.lost).toBe(0)
})
