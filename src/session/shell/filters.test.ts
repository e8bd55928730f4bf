import { expect, test } from 'vitest'
import { filters } from './filters.ts'

const files = { 'a.txt': 'one\ntwo\nthree\n' }
const run = (name: string, args: readonly string[], stdin: readonly string[] = []) => {
  const filter = filters[name]!(args, files)
  const out = [...filter.prints]
  for (const line of stdin) if (!filter.isFull()) out.push(...filter.take?.(line) ?? [])
  return { out, err: filter.errors, exit: filter.exit() }
}

test('grep', () => {
  expect(run('grep', ['^t'], ['one', 'two'])).toEqual({ out: ['two'], err: [], exit: 0 })
  expect(run('grep', ['-iv', 'T', 'a.txt'])).toEqual({ out: ['one'], err: [], exit: 0 })
  expect(run('grep', ['x'], ['one'])).toEqual({ out: [], err: [], exit: 1 })
  expect(run('grep', ['(', 'a.txt'])).toEqual({ out: [], err: ['grep: (: not a regular expression'], exit: 2 })
})

test('head', () => {
  expect(run('head', ['-2', 'a.txt']).out).toEqual(['one', 'two'])
  expect(run('head', ['-n', '1'], ['one', 'two']).out).toEqual(['one'])
  expect(run('head', ['-x'])).toEqual({ out: [], err: ["head: invalid number of lines: 'x'"], exit: 1 })
})

test('cat, echo and ls', () => {
  expect(run('cat', ['a.txt', 'b.txt'])).toEqual({ out: ['one', 'two', 'three'], err: ['cat: b.txt: No such file or directory'], exit: 1 })
  expect(run('echo', ['a', 'b']).out).toEqual(['a b'])
  expect(run('ls', [])).toEqual({ out: ['a.txt'], err: [], exit: 0 })
  expect(run('ls', ['b'])).toEqual({ out: [], err: ["ls: cannot access 'b': No such file or directory"], exit: 2 })
})

test('tail, wc, sort and uniq wait for the end', () => {
  const through = (name: string, args: readonly string[], stdin: readonly string[] = []): readonly string[] => {
    const filter = filters[name]!(args, files)
    for (const line of stdin) filter.take?.(line)
    return filter.take ? filter.end?.() ?? [] : filter.prints
  }
  expect(through('tail', ['-2', 'a.txt'])).toEqual(['two', 'three'])
  expect(through('wc', ['-l'], ['a', 'b'])).toEqual(['2'])
  expect(through('wc', ['a.txt'])).toEqual(['      3       3      14 a.txt'])
  expect(through('sort', ['-rn'], ['9', '10', '1'])).toEqual(['10', '9', '1'])
  expect(through('uniq', [], ['a', 'a', 'b', 'a'])).toEqual(['a', 'b', 'a'])
  expect(run('printf', ['a\\tb\\n']).out).toEqual(['a\tb'])
  expect(run('seq', ['3']).out).toEqual(['1', '2', '3'])
})
