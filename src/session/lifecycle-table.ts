import { ANYWHERE, LIFECYCLE, type Edge, type Edges } from './lifecycle.ts'

/** The lifecycle as a table for people. */
export function lifecycleTable(): string {
  const rows = Object.entries(LIFECYCLE).flatMap(([state, { does, on }]) => [...(does ? [`| ${state} | entered | *${does}* |`] : []), ...rowsOf(state, on)])
  return ['| in | when | goes to |', '|---|---|---|', ...rows, ...rowsOf('anywhere', ANYWHERE)].join('\n')
}

const rowsOf = (state: string, on: Edges): string[] => Object.entries(on).flatMap(([event, edges]) =>
  (edges as readonly Edge<never>[]).map(({ to, when }) => `| ${state} | ${event}${when ? `, ${when.name}` : ''} | ${to} |`))
