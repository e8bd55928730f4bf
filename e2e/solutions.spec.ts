import { LessonPane } from './pages/lesson.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

/**
 * How many goals each has. Of each kind of lesson one: scripts alone, a broker's settings, its files and the terminal, a group's reset; `isr` has
 * a story of its own. All solutions are played headless, and every lesson by hand in its own story.
 */
const goals = { 'first-record': 3, 'too-large': 3, 'log-dirs': 3, 'reset-tool': 3, leaders: 4 }

for (const [id, count] of Object.entries(goals)) {
  test(`the solution of ${id} plays in the page to its end, and every goal is seen`, async ({ terrarium }) => {
    const lesson = new LessonPane(terrarium.page)
    await terrarium.open(`#/lesson/${id}/solution`)
    await expect(lesson.saying).toHaveCount(1)
    await new Time(terrarium.page).fastest()
    await expect(lesson.column.getByText('The solution has been played.')).toBeVisible({ timeout: 180_000 })
    await expect(lesson.column.getByText('Seen:')).toHaveCount(count)
  })
}
