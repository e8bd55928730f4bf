import { alteredBy } from '../../session/time/altered.ts'
import type { Difference, Track, Tracks } from '../../session/time/time.ts'
import type { Action } from '../../world/action.ts'
import type { Translate } from '../i18n/index.ts'
import { deedKey } from './deed-key.ts'
import { markOfAction } from './marks.ts'

/** What was done, as its mark on the time bar says it; what has no mark by the action's own name. */
export const deed = (action: Action, t: Translate): string => {
  const mark = markOfAction(0, action, 0)
  return mark ? t(mark.label, mark.values) : alteredBy(action) ?? deedKey(action)
}

export const nameOf = ({ id, name }: Track, { tracks }: Tracks, t: Translate): string =>
  name || (id === tracks[0]!.id ? t('fork.first') : t('fork.nth', { n: id }))

/** In what it differs from the track it left. */
export const differenceOf = (differs: Difference, t: Translate): string => {
  switch (differs.is) {
    case 'continued': return t('fork.continued')
    case 'undone': case 'without': return t(`fork.${differs.is}`, { what: deed(differs.action, t) })
    case 'changed': return t(differs.from ? 'fork.changed' : 'fork.added', { what: deed(differs.to, t) })
  }
}
