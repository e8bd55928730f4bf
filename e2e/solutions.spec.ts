import { LessonPane } from './pages/lesson.ts'
import { Time } from './pages/time.ts'
import { expect, test } from './terrarium.ts'

/** `isr` has a story of its own; how many goals the others have. */
const goals = { 'first-record': 3, 'log-not-queue': 4, ordering: 3, partitioner: 2, 'hot-key': 3, 'more-partitions': 3, segments: 3, 'page-cache': 3, 'log-dirs': 3, 'too-large': 3, 'topics-by-accident': 2, leaders: 4, unclean: 3, lag: 2, 'reset-tool': 3 }

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
