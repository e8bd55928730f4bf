import { expect, test } from 'vitest'
import { DoorScripts } from './door-host.ts'
import type { RealmCall, RealmEvent } from './turn.ts'

/** One turn that starts `source`, at a door that notes what it was opened with and handed. */
async function start(source: string) {
  const opened: string[] = [], handed: RealmEvent[] = []
  const open = (code: string) => {
    opened.push(code)
    return { turn: (_wall: number, _now: number, events: readonly RealmEvent[]) => { handed.push(...events); return [] }, reached: [], close: () => {} }
  }
  const calls = await new Promise<RealmCall[]>(resolve => {
    const scripts = new DoorScripts(open, (_script, answered) => resolve(answered), async () => ({ 'flights.json': '[]' }))
    scripts.deliver('mine', 0, { wall: 0, now: 0, events: [{ is: 'start', source, seed: 7 }] })
  })
  return { opened, handed, calls }
}

test('a text is made ready where its realm is opened; the realm gets its start as it was told', async () => {
  const { opened, handed, calls } = await start('const n: number = 1')
  expect(opened).toEqual(['__s(1);const n = 1'])
  expect(handed).toEqual([{ is: 'start', source: 'const n: number = 1', seed: 7 }])
  expect(calls).toEqual([])
})

test('a text that cannot be parsed opens nothing: it fails at its line', async () => {
  const { opened, calls } = await start('const n = 1\nconst = 2')
  expect(opened).toEqual([])
  expect(calls).toMatchObject([{ call: 'failed', error: { name: 'SyntaxError' }, line: 2 }])
})

test('public data is at hand for a text that imports it, and for no other', async () => {
  const { handed } = await start("import data from 'vega-datasets'\ndata")
  expect(handed).toMatchObject([{ is: 'start', datasets: { 'flights.json': '[]' } }])
})
