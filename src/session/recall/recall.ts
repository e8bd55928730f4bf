/** When each question of a lesson that was done is asked again, by `lesson/question`. Times are ms since 1970. */
export type RecallState = Readonly<Record<string, { readonly dueAt: number; readonly days: number }>>

export const DAY_MS = 86_400_000
/** Days until it is asked again: after the lesson, then each time it was known. */
const STEPS = [2, 7, 21, 60] as const
/** Asked at a time: a map is no exam. */
const AT_A_TIME = 3

/** With the questions of lessons that are done and were never asked; what is asked already stays. */
export const scheduled = (state: RecallState, keys: readonly string[], now: number): RecallState => ({
  ...Object.fromEntries(keys.map(key => [key, { dueAt: now + STEPS[0] * DAY_MS, days: STEPS[0] }])), ...state,
})

/** The longest due first. */
export const due = (state: RecallState, now: number): string[] =>
  Object.entries(state).filter(([, { dueAt }]) => dueAt <= now).sort(([, a], [, b]) => a.dueAt - b.dueAt).slice(0, AT_A_TIME).map(([key]) => key)

/** Known: later than last time; otherwise from the first step again. */
export function answered(state: RecallState, key: string, knew: boolean, now: number): RecallState {
  const next = STEPS.find(days => days > (state[key]?.days ?? 0)) ?? STEPS.at(-1)!
  const days = knew ? next : STEPS[0]
  return { ...state, [key]: { dueAt: now + days * DAY_MS, days } }
}
