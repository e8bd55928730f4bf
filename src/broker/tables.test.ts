import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PHASES } from './fetcher/fetcher.ts'
import { GROUP_STATES } from './groups/states.ts'
import { ON_ERROR } from './replica/alter-partition.ts'
import { ROLES } from './replica/partition.ts'
import { errorName } from '../protocol/errors.ts'

type Transitions = Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>

function drawn(title: string, table: Transitions): string {
  const events = [...new Set(Object.values(table).flatMap(row => Object.keys(row)))]
  const rows = Object.entries(table).map(([state, row]) => `| ${state} | ${events.map(event => row[event] ?? '').join(' | ')} |`)
  return [`**${title}**`, '', `| | ${events.join(' | ')} |`, `|---|${events.map(() => '---|').join('')}`, ...rows].join('\n')
}

const reactions = ['**What the controller says to a proposed ISR** (any other error: propose again)', '', '| error | then |', '|---|---|',
  ...Object.entries(ON_ERROR).map(([code, then]) => `| ${errorName(Number(code))} | ${then} |`)].join('\n')

const tables = [
  drawn('A replica, when metadata says who leads', ROLES), drawn('A partition that is followed', PHASES), drawn('A classic group', GROUP_STATES),
  reactions,
].join('\n\n')

test('README draws the tables the code looks things up in', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
  expect(/<!-- tables:begin -->\n([\s\S]*?)\n?<!-- tables:end -->/.exec(readme)?.[1]).toBe(tables)
})
