/**
 * Kafka's client configs as data: name, type, default, validator (ConfigDef). Parsing takes strings, numbers and booleans
 * and refuses with the words of Kafka's `ConfigException`.
 */
export class ConfigException extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ConfigException'
  }
}

const invalid = (name: string, value: unknown, why: string): ConfigException =>
  new ConfigException(`Invalid value ${String(value)} for configuration ${name}: ${why}`)

export type ConfigInput = Readonly<Record<string, string | number | boolean | null | undefined>>
export type ConfigType = 'STRING' | 'INT' | 'LONG' | 'BOOLEAN' | 'LIST'

export interface ConfigKey<T = unknown> {
  readonly name: string
  readonly type: ConfigType
  /** As Kafka writes it; `undefined` when the config has to be given. */
  readonly standard: string | null | undefined
  readonly check: Validator | null
  readonly _value?: T
}
export type ConfigKeys = { readonly [key: string]: ConfigKey }
export type ConfigValues<K extends ConfigKeys> = { readonly [P in keyof K]: K[P] extends ConfigKey<infer T> ? T : never }

/** `text` is how Kafka prints the validator. */
export interface Validator { readonly text: string; check(name: string, value: unknown): void }

export const atLeast = (min: number): Validator => between(min, null)
export const between = (min: number, max: number | null): Validator => ({
  text: max === null ? `[${min},...]` : `[${min},...,${max}]`,
  check(name, value) {
    if ((value as number) < min) throw invalid(name, value, `Value must be at least ${min}`)
    if (max !== null && (value as number) > max) throw invalid(name, value, `Value must be no more than ${max}`)
  },
})
export const oneOf = (...values: string[]): Validator => ({
  text: `[${values.join(', ')}]`,
  check(name, value) { if (!values.includes(value as string)) throw invalid(name, value, `String must be one of: ${values.join(', ')}`) },
})
export const oneOfAnyCase = (...values: string[]): Validator => ({
  text: `(case insensitive) [${values.join(', ')}]`,
  check(name, value) {
    if (!values.includes(String(value).toUpperCase())) throw invalid(name, value, `String must be one of (case insensitive): ${values.join(', ')}`)
  },
})
export const nonEmpty: Validator = {
  text: 'non-empty string',
  check(name, value) { if (value === '') throw invalid(name, value, 'String must be non-empty') },
}
export const validator = (text: string, check: (value: unknown) => string | null): Validator => ({
  text,
  check(name, value) {
    const why = check(value)
    if (why !== null) throw new ConfigException(`Invalid value \`${String(value)}\` for configuration ${name}. ${why}`)
  },
})

const key = <T>(type: ConfigType) => (name: string, standard?: string | null, check: Validator | null = null): ConfigKey<T> =>
  ({ name, type, standard, check })
export const stringKey = key<string>('STRING')
export const optionalKey = (name: string, check: Validator | null = null): ConfigKey<string | null> => ({ name, type: 'STRING', standard: null, check })
export const intKey = key<number>('INT')
export const longKey = key<number>('LONG')
export const booleanKey = key<boolean>('BOOLEAN')
export const listKey = key<readonly string[]>('LIST')

const MAX_INT = 2_147_483_647

function parseNumber(name: string, value: unknown, type: 'INT' | 'LONG'): number {
  const text = String(value).trim()
  const number = Number(text)
  const limit = type === 'INT' ? MAX_INT : Number.MAX_SAFE_INTEGER
  if (!/^[-+]?\d+$/.test(text) || number > limit || number < -limit - 1) throw invalid(name, value, `Not a number of type ${type}`)
  return number
}

function parseBoolean(name: string, value: unknown): boolean {
  const text = String(value).trim().toLowerCase()
  if (text !== 'true' && text !== 'false') throw invalid(name, value, 'Expected value to be either true or false')
  return text === 'true'
}

function parseList(value: unknown): string[] {
  const text = String(value).trim()
  return text === '' ? [] : text.split(',').map(each => each.trim())
}

function parseValue(name: string, type: ConfigType, value: unknown): unknown {
  if (value === null) return null
  if (type === 'INT' || type === 'LONG') return parseNumber(name, value, type)
  if (type === 'BOOLEAN') return parseBoolean(name, value)
  if (type === 'LIST') return parseList(value)
  return String(value).trim()
}

function valueOf(definition: ConfigKey, given: ConfigInput): unknown {
  const { name, type, standard, check } = definition
  const raw = given[name] === undefined ? standard : given[name]
  if (raw === undefined) throw new ConfigException(`Missing required configuration "${name}" which has no default value.`)
  const value = parseValue(name, type, raw)
  if (value !== null) check?.check(name, value)
  return value
}

export interface Parsed<K extends ConfigKeys> {
  readonly values: ConfigValues<K>
  /** What somebody set, under Kafka's names: some rules ask whether a value was given or is the default. */
  readonly given: ReadonlySet<string>
  /** Names given that this client does not use; Kafka warns of them. */
  readonly unused: readonly string[]
}

export function parseConfigs<K extends ConfigKeys>(keys: K, input: ConfigInput): Parsed<K> {
  const values = Object.fromEntries(Object.entries(keys).map(([property, definition]) => [property, valueOf(definition, input)])) as ConfigValues<K>
  const known = new Set(Object.values(keys).map(definition => definition.name))
  const given = Object.keys(input).filter(name => input[name] !== undefined)
  return { values, given: new Set(given), unused: given.filter(name => !known.has(name)) }
}
