import { expect, test } from 'vitest'
import { MemoryStore } from '../../storage/memory.ts'
import { keep } from '../kept.ts'
import { createWorldStore } from '../world-store.ts'
import { Shell, type Desk } from './shell.ts'

/** A shell with no world to start a tool in. */
const shellAtHome = (beside: Desk['files'] = {}) => {
  const door = () => { throw new Error('no world is open') }
  const kept = keep<Desk>(new MemoryStore().work, 'terminal', { history: [], files: {} })
  const shell = new Shell({ door, world: createWorldStore().store, kept, beside: () => beside })
  const run = async (line: string): Promise<string[]> => {
    const said: string[] = []
    const code = await shell.run(line, { help: ['all there is'], clear() {}, word: said => JSON.stringify(said), line: (to, text) => said.push(`${to} ${text}`) })
    return [...said, `exit ${code}`]
  }
  return { shell, run }
}

test('lines go through filters and into files, and the last command says how it went', async () => {
  const { shell, run } = shellAtHome()
  expect(await run('echo one two > a.txt')).toEqual(['exit 0'])
  expect(await run('echo three >> a.txt')).toEqual(['exit 0'])
  expect(await run('cat a.txt b.txt | grep t | head -1')).toEqual(['err cat: b.txt: No such file or directory', 'out one two', 'exit 0'])
  expect(await run('cat a.txt | grep four')).toEqual(['exit 1'])
  expect(shell.kept.store.getState().files).toEqual({ 'a.txt': 'one two\nthree\n' })
})

test('the files of the editor can be read, and one of the terminal\'s own of that name goes before it', async () => {
  const { shell, run } = shellAtHome({ 'broker-1.properties': 'node.id=1\nlog.dirs=/data\n' })
  expect(await run('grep log.dirs broker-1.properties > found; cat found')).toEqual(['out log.dirs=/data', 'exit 0'])
  expect(await run('echo mine > broker-1.properties; cat broker-1.properties; ls')).toEqual(['out mine', 'out broker-1.properties', 'out found', 'exit 0'])
  expect(shell.known().files).toEqual(['broker-1.properties', 'found'])
})

test('what there is not is not found', async () => {
  const { run } = shellAtHome()
  expect(await run('sl | grep x')).toEqual(['err bash: sl: command not found', 'exit 127'])
  expect(await run('toString')).toEqual(['err bash: toString: command not found', 'exit 127'])
  expect(await run('help | grep all')).toEqual(['out all there is', 'exit 0'])
  expect(await run('kafka-topics.sh --list | kafka-topics.sh --list')).toEqual(['err A pipe from one Kafka tool into another is not part of this small shell', 'exit 2'])
})

test('without a world a tool says so', async () => {
  expect(await shellAtHome().run('kafka-topics.sh --list')).toEqual(['err no world is open', 'exit 1'])
})
