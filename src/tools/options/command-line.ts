import { ToolException } from '../exception.ts'
import type { Shell } from '../tool.ts'
import { ToolExit } from './exit.ts'
import { parseOptions, type OptionSpec, type Options } from './options.ts'
import { usage } from './usage.ts'

export const KAFKA_VERSION = '4.3.0'

/** Options nearly every tool has. */
export const HELP: OptionSpec = { name: 'help', help: 'Print usage information.' }
export const VERSION: OptionSpec = { name: 'version', help: 'Display Kafka version.' }

/** A tool's options and the words of its `--help` (org.apache.kafka.server.util.CommandLineUtils). */
export class CommandLine {
  readonly specs: readonly OptionSpec[]
  readonly purpose: string
  readonly #shell: Shell

  constructor(shell: Shell, purpose: string, specs: readonly OptionSpec[]) {
    this.specs = [...specs, HELP, VERSION]
    this.purpose = purpose
    this.#shell = shell
  }

  /** Parses; `--help`, `--version` and an empty command line end here. */
  parse(whenEmpty = this.purpose): Options {
    const options = parseOptions(this.specs, this.#shell.args)
    if (this.#shell.args.length === 0) this.fail(whenEmpty)
    if (options.has('help')) this.#exit(0, this.purpose)
    if (options.has('version')) {
      this.#shell.out(KAFKA_VERSION)
      throw new ToolExit(0)
    }
    return options
  }

  /** As `parse`; options nobody knows are answered with all there are, as the console tools do. */
  parseOrFail(): Options {
    try {
      return this.parse()
    } catch (error) {
      if (error instanceof ToolException) this.fail(error.message)
      throw error
    }
  }

  /** The mistake and the usage, on stderr. */
  fail(message: string): never { return this.#exit(1, message) }

  requires(options: Options, ...names: readonly string[]): void {
    for (const name of names) if (!options.has(name)) this.fail(`Missing required argument "[${name}]"`)
  }
  /** With `used`, none of the others. */
  excludes(options: Options, used: string, ...others: readonly string[]): void {
    if (!options.has(used)) return
    for (const other of others) if (options.has(other)) this.fail(`Option "[${used}]" can't be used with option "[${other}]"`)
  }

  #exit(code: number, message: string): never {
    this.#shell.err(message)
    for (const line of usage(this.specs)) this.#shell.err(line)
    throw new ToolExit(code)
  }
}
