import { expect, test } from 'vitest'
import { parseCommandLine } from './parse.ts'

const stages = (line: string): unknown => {
  const read = parseCommandLine(line)
  return read && 'refused' in read ? read : read?.map(step => step.stages).flat()
}

test('words end at blanks, but not within quotes', () => {
  expect(stages(`kafka-configs.sh --add-config 'cleanup.policy=[compact,delete]' --entity-name "my topic"`))
    .toEqual([['kafka-configs.sh', '--add-config', 'cleanup.policy=[compact,delete]', '--entity-name', 'my topic']])
  expect(stages(String.raw`echo it\'s "a \"b\" \n" '' x"y"'z'`)).toEqual([['echo', "it's", String.raw`a "b" \n`, '', 'xyz']])
  expect(stages(String.raw`echo $'a\tb\'c'`)).toEqual([['echo', "a\tb'c"]])
})

test('pipes and a file at the end', () => {
  expect(parseCommandLine('kafka-topics.sh --list | grep "a|b" >> names.txt')).toEqual([{
    stages: [['kafka-topics.sh', '--list'], ['grep', 'a|b']], merged: false, from: null, into: { file: 'names.txt', append: true }, when: 'always',
  }])
  expect(parseCommandLine('kafka-topics.sh --list 2>&1|head -3')).toMatchObject([{ stages: [['kafka-topics.sh', '--list'], ['head', '-3']], merged: true, into: null }])
  expect(parseCommandLine('sort < names.txt | head -1')).toMatchObject([{ stages: [['sort'], ['head', '-1']], from: 'names.txt' }])
})

test('nothing is nothing, and what is no command line is refused', () => {
  expect(parseCommandLine('   ')).toBeNull()
  expect(['| grep a', 'ls |', 'ls >', "echo 'open", 'ls > a b', 'sleep 3 &', 'ls && ', '; ls'].map(stages)).toEqual([
    { refused: "bash: syntax error near unexpected token `|'" }, { refused: "bash: syntax error near unexpected token `newline'" },
    { refused: "bash: syntax error near unexpected token `>'" }, { refused: "bash: unexpected EOF while looking for matching `''" },
    { refused: "bash: syntax error near unexpected token `b'" }, { refused: "`&' is not part of this small shell" }, { refused: "bash: syntax error near unexpected token `newline'" },
    { refused: "bash: syntax error near unexpected token `;'" },
  ])
})

test('several commands on a line, and when each of them runs', () => {
  const steps = parseCommandLine('echo a; echo b && echo c || echo d;')
  expect(Array.isArray(steps) && steps.map(({ stages, when }) => `${when}: ${stages[0]!.join(' ')}`)).toEqual(['always: echo a', 'always: echo b', 'ok: echo c', 'failed: echo d'])
})
