import type { SolutionState } from '../../session/solution.ts'
import type { Act, Lesson } from '../../lesson/types.ts'
import type { Key, Values } from '../i18n/index.ts'
import { markOfAction } from '../time/marks.ts'
import type { SolutionScreen } from './types.ts'

/** A solution as far as it has been played: each sentence with what is done under it. `saying` has the words by name. */
export function solutionScreen({ solution }: Pick<Lesson, 'solution'>, { at, is, message }: SolutionState, saying: (say: string) => string): SolutionScreen {
  const starts = solution.flatMap((act, index) => act.say || index === 0 ? [index] : [])
  return {
    is, message,
    says: starts.map((from, n) => {
      const to = starts[n + 1] ?? solution.length
      const say = solution[from]!.say
      return {
        text: say ? saying(say) : '', mark: at >= to ? 'done' : at >= from && is === 'playing' ? 'now' : 'next',
        deeds: solution.slice(from, to).flatMap(act => deedOf(act) ?? []),
      }
    }),
  }
}

/** One act in words; null for waiting, which the sentence speaks of. */
function deedOf({ do: what }: Act): { label: Key; values: Values } | null {
  if ('act' in what) {
    if (what.act.do === 'process.start') return { label: 'solution.start', values: { on: what.act.process } }
    const mark = markOfAction(0, what.act, 0)
    return mark && { label: mark.label, values: mark.values }
  }
  if ('run' in what) return { label: 'solution.run', values: { file: what.run } }
  if ('stop' in what) return { label: 'solution.stop', values: { script: what.stop } }
  if ('edit' in what) return { label: 'solution.edit', values: { file: what.edit, from: what.replace[0], to: what.replace[1] } }
  return 'admin' in what ? { label: 'solution.admin', values: { command: what.admin.do } } : null
}
