import { expect, test } from 'vitest'
import { parseOptions, type OptionSpec } from './options.ts'
import { usage } from './usage.ts'

const specs: readonly OptionSpec[] = [
  { name: 'topic', takes: 'String: topic', help: 'The topic.' }, { name: 'partitions', takes: 'Integer: # of partitions', help: 'How many.' },
  { name: 'state', takes: 'String', optional: true, help: 'All states, or those given.' }, { name: 'list', help: 'List all.' },
]
const read = (line: string) => parseOptions(specs, line.split(' '))

test('an option takes the next word or what stands behind =, an optional one no word that is an option', () => {
  const options = read('--topic a --topic=b --state --list rest')
  expect([options.all('topic'), options.all('state'), options.has('list'), options.rest]).toEqual([['a', 'b'], [], true, ['rest']])
  expect(read('--state stable').one('state')).toBe('stable')
  expect(read('--partitions -2').int('partitions')).toBe(-2)
})

test('mistakes, in jopt-simple\'s words', () => {
  expect(() => read('--topics a')).toThrow('topics is not a recognized option')
  expect(() => read('--list --topic')).toThrow('Option topic requires an argument')
  expect(() => read('--topic a --topic b').one('topic')).toThrow('Found multiple arguments for option topic, but you asked for only one')
  expect(() => read('--partitions three').int('partitions')).toThrow("Cannot parse argument 'three' of option partitions")
})

test('the table of --help', () => {
  expect(`\n${usage(specs).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    Option                                   Description                
    ------                                   -----------                
    --list                                   List all.                  
    --partitions <Integer: # of partitions>  How many.                  
    --state [String]                         All states, or those given.
    --topic <String: topic>                  The topic.                 
    "
  `)
})
