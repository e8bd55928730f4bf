import { expect, test } from 'vitest'
import { noCodecs } from '../testing/no-codecs.ts'
import { MemoryDisk } from '../testing/memory-disk.ts'
import { storage } from './storage.ts'
import { randomFrom } from './text/random-from.ts'

const machine = () => {
  const disk = new MemoryDisk()
  return (...args: string[]): string[] => {
    const said: string[] = [], line = (text = ''): void => { said.push(...text.split('\n')) }
    const code = storage({ args, files: { 'server.properties': 'node.id=4\n', 'two.properties': 'node.id=4\nlog.dirs=/data, /more\n' }, wall: () => 0, out: line, err: line, disk, codecs: noCodecs, random: randomFrom(7) })
    return [...said, `exit ${code}`]
  }
}

test('a disk is nobody\'s until it is formatted, and then it is one server\'s of one cluster', () => {
  const run = machine(), [clusterId] = run('random-uuid')
  expect(run('info')).toEqual(['Found log directory:', '  /data', '', 'Found problem:', '  /data is not formatted.', 'exit 1'])
  expect(run('format', '-t', clusterId!).at(-2)).toContain('Missing required configuration "node.id"')
  expect(run('format', '-t', clusterId!, '-c', 'server.properties')).toEqual(['Formatting metadata directory /data with metadata.version 4.3-IV0.', 'exit 0'])
  expect(run('info').at(-2)).toMatch(new RegExp(`cluster.id=${clusterId}, directory.id=.{22}, node.id=4, version=1`))
  expect(run('format', '-t', clusterId!, '-g')).toEqual(['All of the log directories are already formatted.', 'exit 0'])
})

test('a server may have several directories, each with an id of its own', () => {
  const run = machine(), [clusterId] = run('random-uuid')
  run('format', '-t', clusterId!, '-c', 'server.properties')
  expect(run('info', '-c', 'two.properties').filter(line => !line.startsWith('Found metadata'))).toEqual(
    ['Found log directories:', '  /data', '  /more', '', 'Found problem:', '  /more is not formatted.', 'exit 1'])
  expect(run('format', '-t', clusterId!, '-c', 'two.properties').at(0)).toContain('Log directory /data is already formatted. Use --ignore-formatted')
  expect(run('format', '-t', clusterId!, '-g', '-c', 'two.properties')).toEqual(['Formatting data directory /more with metadata.version 4.3-IV0.', 'exit 0'])
  expect(run('info', '-c', 'two.properties').at(-1)).toBe('exit 0')
})
