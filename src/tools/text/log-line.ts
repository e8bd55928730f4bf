import type { Millis } from '../../env/units.ts'

const DAY_MS = 86_400_000

/** Year, month and day of so many days after 1970-01-01, by 400-year eras that begin in March. */
function civilFromDays(days: number): [year: number, month: number, day: number] {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * march + 2) / 5) + 1]
}

const two = (number: number): string => String(number).padStart(2, '0')

/** `2026-11-21 02:18:08`, UTC. */
export function dateTimeText(at: Millis): string {
  const [year, month, day] = civilFromDays(Math.floor(at / DAY_MS))
  const seconds = Math.floor((at % DAY_MS) / 1_000)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** As the tools' log4j writes to stderr: `[2026-11-21 02:18:08,640] WARN text (logger)`. */
export const logLine = (at: Millis, level: 'WARN' | 'ERROR', text: string, logger: string): string =>
  `[${dateTimeText(at)},${String(at % 1_000).padStart(3, '0')}] ${level} ${text} (${logger})`
