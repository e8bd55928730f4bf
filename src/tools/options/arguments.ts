import { ToolException } from '../exception.ts'
import type { Shell } from '../tool.ts'
import { ToolExit } from './exit.ts'
import { parseOptions, type OptionSpec, type Options } from './options.ts'

/* Tools that read their command line with argparse4j: commands and options, usage and mistakes in its manner. */

export interface Grammar {
  readonly prog: string
  readonly usage: string
  /** What `--help` prints below the usage. */
  readonly help: string
  /** Names of options that take a value, and of flags. */
  readonly values: readonly string[]
  readonly flags: readonly string[]
  /** Mistakes in the tool's own words, without the usage. */
  readonly refusal?: (why: string) => string
}

export function parseArguments(shell: Shell, grammar: Grammar): Options {
  const options = parsed(shell, grammar)
  if (!options.has('help') && !options.has('h')) return options
  shell.out(`${grammar.usage}\n\n${grammar.help}`)
  throw new ToolExit(0)
}

function parsed(shell: Shell, grammar: Grammar): Options {
  const specs: OptionSpec[] = [
    ...grammar.values.map(name => ({ name, takes: 'String', help: '' })), ...[...grammar.flags, 'help', 'h'].map(name => ({ name, help: '' })),
  ]
  try {
    return parseOptions(specs, shell.args)
  } catch (error) {
    if (error instanceof ToolException) return misunderstood(shell, grammar, `unrecognized arguments: '${unknownIn(shell.args, specs)}'`)
    throw error
  }
}

const unknownIn = (args: readonly string[], specs: readonly OptionSpec[]): string | undefined =>
  args.find(arg => arg.startsWith('-') && !specs.some(({ name }) => arg.replace(/^--?/, '').split('=')[0] === name))

export function misunderstood(shell: Shell, { usage, prog, refusal }: Grammar, why: string): never {
  shell.err(refusal ? refusal(why) : `${usage}\n${prog}: error: ${why}`)
  throw new ToolExit(1)
}

export const invalidChoice = (given: string, choices: readonly string[]): string =>
  `invalid choice: '${given}' (choose from ${choices.map(each => `'${each}'`).join(', ')})`
