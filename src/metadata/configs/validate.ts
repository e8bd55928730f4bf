import type { ConfigDefinition, ConfigType } from './definition.ts'

/**
 * Says what is wrong with a value, in Kafka's words (ConfigDef.parseType and its validators), or null.
 * Example: `Invalid value soon for configuration retention.ms: Not a number of type LONG`.
 */
export function invalid(definition: ConfigDefinition, value: string): string | null {
  const wrong = wrongType(definition.type, value.trim()) ?? wrongValue(definition, value.trim())
  return wrong === null ? null : `Invalid value ${wrong.value} for configuration ${definition.name}: ${wrong.why}`
}

/** What is wrong, and the value (or the one entry of a list) that is. */
interface Wrong { value: string; why: string }

const whole = /^[+-]?\d+$/
const real = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const limits: Partial<Record<ConfigType, readonly [bigint, bigint]>> = {
  SHORT: [-32768n, 32767n], INT: [-2147483648n, 2147483647n], LONG: [-9223372036854775808n, 9223372036854775807n],
}

function wrongType(type: ConfigType, value: string): Wrong | null {
  const limit = limits[type]
  if (limit) return whole.test(value) && inside(BigInt(value), limit) ? null : { value, why: `Not a number of type ${type}` }
  if (type === 'DOUBLE') return real.test(value) ? null : { value, why: 'Not a number of type DOUBLE' }
  if (type === 'BOOLEAN') return /^(true|false)$/i.test(value) ? null : { value, why: 'Expected value to be either true or false' }
  return null
}
const inside = (value: bigint, [low, high]: readonly [bigint, bigint]): boolean => value >= low && value <= high

function wrongValue(definition: ConfigDefinition, value: string): Wrong | null {
  const { valid, type } = definition
  if (!valid) return null
  const range = /^\[(-?[\d.]+),\.\.\.,?(-?[\d.]+)?\](?: or (-?\d+))?$/.exec(valid)
  if (range) return outOfRange(value, range)
  if (valid === 'non-empty string') return value === '' ? { value, why: 'String must be non-empty' } : null
  if (valid.startsWith('[partitionId]')) return throttled(definition.name, value)
  const choices = /^(\(case insensitive\) )?\[([^\]]*)\]$/.exec(valid)
  return choices ? notAmong(type === 'LIST' ? entries(value) : [value], choices[2]!.split(', '), choices[1] !== undefined) : null
}

function outOfRange(value: string, [, low, high, or]: RegExpExecArray): Wrong | null {
  const number = Number(value)
  if (or !== undefined && number === Number(or)) return null
  if (number < Number(low)) return { value, why: `Value must be at least ${low}` }
  if (high !== undefined && number > Number(high)) return { value, why: `Value must be no more than ${high}` }
  return null
}

function notAmong(values: readonly string[], choices: readonly string[], anyCase: boolean): Wrong | null {
  const fold = (text: string): string => anyCase ? text.toUpperCase() : text
  const wrong = values.find(value => !choices.some(choice => fold(choice) === fold(value)))
  return wrong === undefined ? null : { value: wrong, why: `String must be one of${anyCase ? ' (case insensitive)' : ''}: ${choices.join(', ')}` }
}

/** ThrottledReplicaListValidator: empty, `*`, or `[partition]:[broker]` pairs. */
function throttled(name: string, value: string): Wrong | null {
  const fine = value === '' || value === '*' || entries(value).every(entry => entry === '*' || /^\d+:\d+$/.test(entry))
  const format = '[partitionId]:[brokerId],[partitionId]:[brokerId],...'
  return fine ? null : { value, why: `${name} must be the literal '*' or a list of replicas in the following format: ${format}` }
}

export const entries = (list: string): string[] => list.split(',').map(entry => entry.trim()).filter(entry => entry !== '')
