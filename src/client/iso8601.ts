import type { Millis } from '../env/units.ts'

/*
 * Times and durations as Kafka's tools and configs write them, without a Date: engines and time zones must not matter.
 */

const DURATION = /^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i

/** `PnDTnHnMn.nS` in milliseconds, or null where Java's `Duration.parse` would refuse. */
export function parseDuration(text: string): Millis | null {
  const parts = DURATION.exec(text)
  if (!parts) return null
  const [, sign, days, time, hours, minutes, seconds, fraction] = parts
  if (time !== undefined && hours === undefined && minutes === undefined && seconds === undefined) return null
  if (days === undefined && time === undefined) return null
  const thousandths = Number((fraction ?? '').padEnd(3, '0').slice(0, 3)) * (seconds?.startsWith('-') ? -1 : 1)
  const whole = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)
  return (whole * 1000 + thousandths) * (sign === '-' ? -1 : 1)
}

const DATE_TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})T(\d{1,2}):(\d{1,2}):(\d{1,2})\.(\d{1,3})(Z|[-+]\d{2}(?::?\d{2})?)$/

export class DateTimeError extends Error {}

/** `YYYY-MM-DDTHH:mm:SS.sss` with an optional offset, UTC without one (Utils.getDateTime, its words of refusal too). */
export function parseDateTime(text: string): Millis {
  const time = text.split('T')[1]
  if (time === undefined) throw new DateTimeError("Error parsing timestamp. It does not contain a 'T' according to ISO8601 format")
  const zoned = /[-+Z]/.test(time) ? text : `${text}Z`
  const parts = DATE_TIME.exec(zoned)
  const [year, month, day, hour, minute, second, milli] = parts ? parts.slice(1, 8).map(Number) as [number, number, number, number, number, number, number] : []
  if (!parts || !isDate(year!, month!, day!) || hour! > 23 || minute! > 59 || second! > 59) throw new DateTimeError(`Unparseable date: "${zoned}"`)
  const local = ((daysFromCivil(year!, month!, day!) * 24 + hour!) * 60 + minute!) * 60 + second!
  return (local - offsetMinutes(parts[8]!) * 60) * 1000 + milli!
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  return (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)) * (zone[0] === '-' ? -1 : 1)
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysIn = (year: number, month: number): number => month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
const isDate = (year: number, month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)

/** Days since 1970-01-01 in the proleptic Gregorian calendar, by 400-year eras that begin in March. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}
