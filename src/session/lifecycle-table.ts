import { lifecycleMachine } from './lifecycle.ts'

interface Node { on?: Record<string, unknown>; invoke?: Record<string, unknown>; states?: Record<string, Node> }
interface Edge { target?: string; guard?: string | { type: string } | object }

/** The lifecycle as a table, out of the machine itself. */
export function lifecycleTable(): string {
  const root = lifecycleMachine.config as Node
  const rows = Object.entries(root.states!).flatMap(([state, node]) => rowsOf(state, node))
  return ['| in | when | goes to |', '|---|---|---|', ...rows, ...rowsOf('anywhere', { on: root.on! })].join('\n')
}

function rowsOf(state: string, { on = {}, invoke = {} }: Node): string[] {
  const done = { [`${String(invoke['src'])} is done`]: invoke['onDone'], [`${String(invoke['src'])} fails`]: invoke['onError'] }
  return Object.entries({ ...done, ...on }).flatMap(([event, edges]) =>
    (edges === undefined ? [] : [edges].flat() as (string | Edge)[])
      .map(edge => row(state, event, typeof edge === 'string' ? { target: edge } : edge)))
}

const row = (state: string, event: string, { target = '', guard }: Edge): string =>
  `| ${state} | ${event}${guard ? `, ${guardName(guard)}` : ''} | ${target.replace(/^\./, state === 'anywhere' ? '' : `${state}.`)} |`

const guardName = (guard: NonNullable<Edge['guard']>): string =>
  typeof guard === 'string' ? guard : 'type' in guard ? guard.type : 'another world is asked for'
