import type { TimeState } from '../desk.ts'
import { clock } from '../format.ts'
import type { Translate } from '../i18n/index.ts'

/** What time is doing, in a line: what holds it up goes before what the person asked for. */
export const modeOf = (time: TimeState, t: Translate): string => {
  if (time.live) return t('time.live')
  if (time.stands) return t('time.stands', { file: `${time.stands.script}.ts`, line: time.stands.line })
  if (time.limitedBy) return t(time.limitedBy === 'storage' ? 'time.by-storage' : 'time.by-machine')
  if (time.playing) return t('time.playing')
  if (time.now < time.head) return t('time.rewound', { head: clock(time.head) })
  return time.next ? t('time.next', { what: time.next.text }) : t('time.paused')
}
