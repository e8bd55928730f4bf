import { ToolException } from '../exception.ts'

/** One option of a tool, as jopt-simple knows it. Without `takes` it is a flag. */
export interface OptionSpec {
  readonly name: string
  readonly help: string
  /** The argument's type and name as help shows them (`String: server to connect to`); in `[…]`: it may be left out. */
  readonly takes?: string
  readonly optional?: boolean
  readonly required?: boolean
}

export const optionException = (kind: string, message: string): ToolException => new ToolException(`joptsimple.${kind}`, message)

/** What was given on a command line (jopt-simple's OptionSet). */
export class Options {
  readonly #given: ReadonlyMap<string, readonly string[]>
  readonly rest: readonly string[]

  constructor(given: ReadonlyMap<string, readonly string[]>, rest: readonly string[]) {
    this.#given = given
    this.rest = rest
  }

  has(name: string): boolean { return this.#given.has(name) }
  all(name: string): readonly string[] { return this.#given.get(name) ?? [] }
  /** The one argument of an option; more than one is a mistake. */
  one(name: string): string | undefined {
    const values = this.all(name)
    if (values.length > 1) throw optionException('MultipleArgumentsForOptionException', `Found multiple arguments for option ${name}, but you asked for only one`)
    return values[0]
  }
  int(name: string): number | undefined { return this.#number(name, 2_147_483_647) }
  long(name: string): number | undefined { return this.#number(name, Number.MAX_SAFE_INTEGER) }

  #number(name: string, limit: number): number | undefined {
    const text = this.one(name)
    if (text === undefined) return undefined
    if (!/^[-+]?\d+$/.test(text) || Math.abs(Number(text)) > limit) throw badArgument(text, name)
    return Number(text)
  }
}

export const badArgument = (text: string, name: string): ToolException =>
  optionException('OptionArgumentConversionException', `Cannot parse argument '${text}' of option ${name}`)

/** Reads a command line by jopt-simple's rules: `--name value` and `--name=value`, no abbreviations, `--` ends the options. */
export function parseOptions(specs: readonly OptionSpec[], args: readonly string[]): Options {
  const known = new Map(specs.map(spec => [spec.name, spec]))
  const given = new Map<string, string[]>(), rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!
    if (word === '--') return checked(specs, given, [...rest, ...args.slice(i + 1)])
    const option = /^--?([^=]+)(?:=([^]*))?$/.exec(word)
    if (!option) {
      rest.push(word)
      continue
    }
    const spec = known.get(option[1]!)
    if (!spec) throw optionException('UnrecognizedOptionException', `${option[1]} is not a recognized option`)
    const values = given.get(spec.name) ?? []
    given.set(spec.name, values)
    if (spec.takes === undefined) continue
    const value = option[2] ?? (spec.optional && args[i + 1]?.startsWith('-') ? undefined : args[++i])
    if (value !== undefined) values.push(value)
    else if (!spec.optional) throw optionException('OptionMissingRequiredArgumentException', `Option ${spec.name} requires an argument`)
  }
  return checked(specs, given, rest)
}

function checked(specs: readonly OptionSpec[], given: ReadonlyMap<string, readonly string[]>, rest: readonly string[]): Options {
  const missing = specs.filter(spec => spec.required && !given.has(spec.name)).map(spec => spec.name)
  const asksForHelp = given.has('help') || given.has('version')
  if (missing.length > 0 && !asksForHelp) throw optionException('MissingRequiredOptionsException', `Missing required option(s) [${missing.join(', ')}]`)
  return new Options(given, rest)
}
