import { beforeAll, describe, expect, test } from 'vitest'
import { checkLesson } from '../dev/lessons/check.ts'
import type { Kit } from '../dev/lessons/headless.ts'
import { lessonIds, readLesson } from '../dev/lessons/folders.ts'
import { deadLinks } from '../dev/lessons/words.ts'
import { bundleRealm } from '../dev/realm-plugin.mjs'
import { makeCodecs } from '../host/codecs.ts'
import { atStrength, isQuick } from '../testing/strength.ts'
import type { Past } from './types.ts'

/** Solutions; `npm run lessons` plays them on all twenty, with all ways and mistakes. */
const SEEDS = atStrength(1, 4)
const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1)
/** Ways and mistakes. In `check` the solution stands for them. */
const FEW = atStrength(0, 1), OTHERS = atStrength('', ' and by other ways, and not by mistakes')
/** Each lives a minute or more of a busy cluster, or asks it much. */
const LONG: ReadonlySet<string> = new Set([
  'hot-key', 'page-cache', 'isr', 'leaders', 'unclean', 'lag', 'more-partitions', 'log-dirs', 'reset-tool', 'topics-by-accident', 'segments',
])
let kit: Kit
beforeAll(async () => {
  const [realm, codecs] = await Promise.all([bundleRealm(), makeCodecs()])
  kit = { realm, codecs }
})

describe.each(lessonIds)('lesson %s', id => {
  test.skipIf(isQuick && LONG.has(id))(`is met by its solution${OTHERS}`, { timeout: 300_000 }, async () => {
    const { lesson, ...folder } = await readLesson(id)
    const { failures, plays } = await checkLesson({ lesson, ...folder }, seeds, kit, FEW)
    expect(failures).toEqual([])
    expect(plays).toBe(seeds.length + FEW * (lesson.tests.otherWays.length + lesson.tests.mistakes.length))
  })

  test('points at nothing that is not there', async () => {
    const { lesson, texts } = await readLesson(id)
    for (const text of Object.values(texts)) expect(deadLinks(lesson, text)).toEqual([])
  })
})

describe('the check itself', () => {
  test('says what a lesson gets wrong', async () => {
    const { lesson, ...folder } = await readLesson('first-record')
    const wrong = {
      ...lesson, solution: [], values: (past: Past) => ({ ...lesson.values(past, []), handed: NaN }),
      tests: { ...lesson.tests, otherWays: [], mistakes: [{ ...lesson.tests.mistakes[1]!, because: 'nobody-asks' }] },
    }
    const { failures } = await checkLesson({ lesson: wrong, ...folder }, [1], kit)
    expect(failures).toMatchInlineSnapshot(`
      [
        "seed 1, solution: goal written is not met: not-sent",
        "seed 1, solution: goal read is not met: nothing-to-read",
        "seed 1, solution: goal again is not met: one-record",
        "seed 1, solution: ask late is not settled",
        "seed 1, solution: en.md: nothing fills {handed}",
        "seed 1, solution: ko.md: nothing fills {handed}",
        "seed 1, mistake 1: goal read fails because at-the-end, not nobody-asks",
        "seed 1, mistake 1: en.md: nothing fills {handed}",
        "seed 1, mistake 1: ko.md: nothing fills {handed}",
      ]
    `)
  })
})
