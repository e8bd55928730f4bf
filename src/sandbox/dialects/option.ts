/*
 * Options of the script dialects as data: where each goes in Java's config, what holds without it, which values it takes.
 */

export type JavaConfig = Record<string, string>

export interface Option {
  /** Java's name; `null` = understood, and without effect on the wire. */
  readonly java: string | null
  /** What the dialect's library does when nobody says; absent = Java's own default holds. */
  readonly standard?: string
  /** How a value of the dialect reads in Java's words. */
  readonly value?: (given: unknown) => string
  /** No option of the dialect: its library always does so. */
  readonly fixed?: true
  /** What is said of it when a script sets it and the terrarium has no such thing. */
  readonly refused?: string
}
export type Options = Readonly<Record<string, Option>>

export class OptionError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'KafkaJSNonRetriableError'
  }
}

/** Java config of what a script gave, with the dialect's defaults below it. */
export function toJava(table: Options, given: Readonly<Record<string, unknown>>, where: string): JavaConfig {
  const config: JavaConfig = {}
  for (const { java, standard } of Object.values(table)) if (java !== null && standard !== undefined) config[java] = standard
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(table, name) ? table[name] : undefined
    if (!option || option.fixed) throw new OptionError(`${where}: unknown option ${name}`)
    if (option.refused) throw new OptionError(`${where}: ${name} ${option.refused}`)
    if (option.java !== null && value !== null && value !== undefined) config[option.java] = (option.value ?? String)(value)
  }
  return config
}

export const ignored: Option = { java: null }
const notHere = (refused: string): Option => ({ java: null, refused })
export const noTls = notHere('is not modelled: listeners are PLAINTEXT')
export const noTransactions = notHere('is not modelled yet: transactions')

export const acks = (given: unknown): string => {
  if (given === -1 || given === 'all' || given === '-1') return 'all'
  if (given === 0 || given === 1 || given === '0' || given === '1') return String(given)
  throw new OptionError(`acks must be -1 (all), 0 or 1, not ${String(given)}`)
}
export const brokers = (given: unknown): string => {
  if (!Array.isArray(given) || given.length === 0) throw new OptionError('Failed to connect: expected brokers array and got nothing')
  return given.map(String).join(',')
}
