import type { Micros } from '../world/view.ts'

/*
 * Numbers and times as the page writes them: the same in both languages, so that a figure on the stage, in the log and
 * in a lesson is the same text. Minus is U+2212, as wide as a digit.
 */

/** 12,414 */
export const count = (n: number): string => String(Math.trunc(Math.abs(n))).replace(/\B(?=(\d{3})+$)/g, ',').replace(/^/, n < 0 ? '−' : '')

/** −4, +44, = */
export const change = (n: number): string => n === 0 ? '=' : n > 0 ? `+${count(n)}` : count(n)

/** 12.4k, 3.1M: where there is no room for all digits. */
export const short = (n: number): string => {
  const size = Math.abs(n)
  if (size < 10_000) return count(n)
  return size < 1_000_000 ? `${trim(n / 1_000)}k` : `${trim(n / 1_000_000)}M`
}
const trim = (n: number): string => n.toFixed(Math.abs(n) < 100 ? 1 : 0).replace(/\.0$/, '').replace('-', '−')

/** 01:14.208, as the clock of the time bar has it. */
export const clock = (at: Micros): string => {
  const whole = Math.floor(at / 1_000)
  const [minutes, millis] = [Math.floor(whole / 60_000), whole % 60_000]
  return `${String(minutes).padStart(2, '0')}:${String(Math.floor(millis / 1_000)).padStart(2, '0')}.${String(millis % 1_000).padStart(3, '0')}`
}
/** 1:14, as its ruler has it; 1:14.2 where the ruler is finer than a second. */
export const tick = (at: Micros, step: Micros): string => {
  const seconds = at / 1_000_000
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  const digits = step >= 1_000_000 ? 0 : step >= 100_000 ? 1 : step >= 10_000 ? 2 : 3
  return `${minutes}:${rest.toFixed(digits).padStart(digits ? digits + 3 : 2, '0')}`
}

/** 0 s, 0.2 s, 5.9 s, 42 s, 3 min: how long something took or has been waiting. */
export const duration = (span: Micros): string => {
  if (span === 0) return '0 s'
  if (span < 1_000) return `${span} µs`
  if (span < 100_000) return `${trim(span / 1_000)} ms`
  if (span < 10_000_000) return `${(span / 1_000_000).toFixed(1)} s`
  return span < 120_000_000 ? `${Math.round(span / 1_000_000)} s` : `${Math.round(span / 60_000_000)} min`
}

/** 524,233 B, 2.6 MB: decimal, as disks are sold. */
export const bytes = (n: number): string => {
  if (n < 10_000) return `${count(n)} B`
  const [unit, by] = n < 1e6 ? ['kB', 1e3] as const : n < 1e9 ? ['MB', 1e6] as const : ['GB', 1e9] as const
  return `${trim(n / by)} ${unit}`
}

/** ×0.01, ×1, ×1000 */
export const speed = (times: number): string => `×${times >= 1 ? Math.round(times * 10) / 10 : Number(times.toPrecision(2))}`
