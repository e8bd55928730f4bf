import { expect, test } from 'vitest'
import { MemoryDisk } from '../testing/memory-disk.ts'
import { noCodecs } from '../testing/no-codecs.ts'
import { utf8Encode } from '../protocol/utf8.ts'
import { listFiles, moveFiles, printFiles } from './local-files.ts'
import type { LocalTool } from './local-program.ts'
import { randomFrom } from './text/random-from.ts'

const TOOLS: Readonly<Record<string, LocalTool>> = { cat: printFiles, ls: listFiles, mv: moveFiles }

/** A machine with these files; what a line prints, one after the other. */
function machine(...files: string[]): (line: string) => string[] {
  const disk = new MemoryDisk()
  for (const file of files) disk.write(file, utf8Encode(file))
  return line => {
    const [tool, ...args] = line.split(' '), said: string[] = [], say = (text = ''): void => { said.push(text) }
    const code = TOOLS[tool!]!({ args, files: {}, wall: () => 0, out: say, err: say, disk, codecs: noCodecs, random: randomFrom(1) })
    return code === 0 ? said : [...said, `exit ${code}`]
  }
}

test('a folder is moved with all that is in it, under a new name or into another folder', () => {
  const run = machine('/tmp/kafka-logs/meta.properties', '/tmp/kafka-logs/orders-0/0.log', '/srv/readme')
  expect(run('mv /tmp/kafka-logs/ /var/lib/kafka')).toEqual([])
  expect(run('cat /var/lib/kafka/orders-0/0.log')).toEqual(['/tmp/kafka-logs/orders-0/0.log'])
  expect(run('ls /tmp')).toEqual(["ls: cannot access '/tmp': No such file or directory", 'exit 2'])
  expect(run('mv /var/lib/kafka /srv')).toEqual([])
  expect(run('ls /srv /srv/kafka')).toEqual(['/srv:', 'kafka', 'readme', '/srv/kafka:', 'meta.properties', 'orders-0'])
  expect(run('mv /srv/readme /srv/kafka/meta.properties /')).toEqual([])
  expect(run('ls /')).toEqual(['meta.properties', 'readme', 'srv'])
})

test('what cannot be moved stays where it is', () => {
  const run = machine('/a/x', '/b/a/y', '/c')
  expect(run('mv')).toEqual(['mv: missing file operand', 'exit 1'])
  expect(run('mv /a')).toEqual(["mv: missing destination file operand after '/a'", 'exit 1'])
  expect(run('mv /nope /b')).toEqual(["mv: cannot stat '/nope': No such file or directory", 'exit 1'])
  expect(run('mv /a /b')).toEqual(["mv: cannot overwrite '/b/a': Directory not empty", 'exit 1'])
  expect(run('mv /a /a/b')).toEqual(["mv: cannot move '/a' to a subdirectory of itself, '/a/b'", 'exit 1'])
  expect(run('mv /c /c')).toEqual(["mv: '/c' and '/c' are the same file", 'exit 1'])
  expect(run('mv /a /c /d')).toEqual(["mv: target '/d': No such file or directory", 'exit 1'])
  expect(run('ls / /a /b/a')).toEqual(['/:', 'a', 'b', 'c', '/a:', 'x', '/b/a:', 'y'])
})
