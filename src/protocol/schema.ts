import type { Bytes } from '../env/bytes.ts'

/**
 * Kafka's message schemas as data. One definition gives encode and decode (`codec.ts`) and the TypeScript type.
 *
 * A field says since when it exists in Kafka's own notation: `'3+'`, `'0-12'`, `'5'`. `nullable` and `tagged` take the
 * same. Source of the notation and of every definition: Kafka's `clients/src/main/resources/common/message/*.json`.
 */

/** An inclusive range of versions, `[first, last]`. */
export type Versions = readonly [first: number, last: number]
export type VersionText = `${number}` | `${number}+` | `${number}-${number}`

export type Primitive =
  | 'bool' | 'int8' | 'int16' | 'uint16' | 'int32' | 'uint32'
  /** An offset, time, size or id: a safe integer; beyond 2^53 it is refused on decode. */
  | 'int53'
  | 'int64' | 'float64' | 'string' | 'uuid' | 'bytes'
  /** Record batches, as the bytes they are, in the pieces they come in. */
  | 'records'

export interface FieldOptions {
  nullable?: VersionText
  tag?: number
  tagged?: VersionText
  default?: unknown
  /** May be left out of a version that has no such field; otherwise a value other than the default is an error there. */
  ignorable?: boolean
  /** A classic string or array in flexible versions too. */
  compact?: false
}

/** One field. `Out` is what decode gives, `In` what encode takes: with all parts that have a default left out at will. */
export interface Field<Out = unknown, In = unknown> extends FieldOptions {
  readonly versions: VersionText
  readonly type: Primitive | 'struct' | 'array'
  /** For a struct its fields, for an array of structs its element's. */
  readonly fields?: Fields
  /** For an array of primitives. */
  readonly of?: Primitive
  readonly _out?: Out
  readonly _in?: In
}
export type Fields = { readonly [name: string]: Field }

export type ValueOf<F extends Fields> = { -readonly [K in keyof F]: F[K] extends Field<infer Out, unknown> ? Out : never } & { unknownTags?: UnknownTag[] }
export type InputOf<F extends Fields> = { readonly [K in keyof F]?: F[K] extends Field<unknown, infer In> ? In : never } & { readonly unknownTags?: readonly UnknownTag[] }
/** A tagged field this code does not know; kept, so that what passes through is not lost. */
export interface UnknownTag { tag: number; bytes: Uint8Array }

type OrNull<T, O> = O extends { nullable: string } ? T | null : T

const primitive = <T>(type: Primitive) =>
  <const O extends FieldOptions = {}>(versions: VersionText, options?: O): Field<OrNull<T, O>, OrNull<T, O>> =>
    ({ versions, type, ...options })

export const bool = primitive<boolean>('bool')
export const int8 = primitive<number>('int8')
export const int16 = primitive<number>('int16')
export const uint16 = primitive<number>('uint16')
export const int32 = primitive<number>('int32')
export const uint32 = primitive<number>('uint32')
export const int53 = primitive<number>('int53')
export const int64 = primitive<bigint>('int64')
export const float64 = primitive<number>('float64')
export const string = primitive<string>('string')
/** 16 bytes shown as Kafka shows them: 22 letters of base64url. */
export const uuid = primitive<string>('uuid')
export const bytes = primitive<Uint8Array>('bytes')
export const records = primitive<Bytes>('records')

export const struct = <const F extends Fields, const O extends FieldOptions = {}>(versions: VersionText, fields: F, options?: O):
  Field<OrNull<ValueOf<F>, O>, OrNull<InputOf<F>, O>> => ({ versions, type: 'struct', fields, ...options })

type PrimitiveValue<P extends Primitive> =
  P extends 'bool' ? boolean : P extends 'int64' ? bigint : P extends 'string' | 'uuid' ? string : P extends 'bytes' | 'records' ? Uint8Array : number

/** An array: of structs when `of` is a set of fields, of primitives when it is a primitive's name. */
export function array<const F extends Fields, const O extends FieldOptions = {}>(versions: VersionText, of: F, options?: O):
  Field<OrNull<ValueOf<F>[], O>, OrNull<readonly InputOf<F>[], O>>
export function array<const P extends Primitive, const O extends FieldOptions = {}>(versions: VersionText, of: P, options?: O):
  Field<OrNull<PrimitiveValue<P>[], O>, OrNull<readonly PrimitiveValue<P>[], O>>
export function array(versions: VersionText, of: Primitive | Fields, options?: FieldOptions): Field {
  return typeof of === 'string' ? { versions, type: 'array', of, ...options } : { versions, type: 'array', fields: of, ...options }
}

export interface Message<F extends Fields = Fields> {
  readonly name: string
  readonly valid: VersionText
  /** First version with compact lengths and tagged fields; `'none'` when there is none. */
  readonly flexible: VersionText | 'none'
  readonly fields: F
}
export const message = <const F extends Fields, const N extends string>(definition: Message<F> & { name: N }): Message<F> & { readonly name: N } => definition

export type Value<M> = M extends Message<infer F> ? ValueOf<F> : never
export type Input<M> = M extends Message<infer F> ? InputOf<F> : never

/** A request and its response, under Kafka's API key. */
export interface Api<Q extends Fields = Fields, S extends Fields = Fields> {
  readonly key: number
  readonly name: string
  readonly listeners: readonly ('broker' | 'controller')[]
  /** The highest version is still being worked on: parsed, yet neither advertised nor served (`latestVersionUnstable`). */
  readonly latestVersionUnstable?: boolean
  /** A broker passes it on to the active controller inside an Envelope. */
  readonly forwardable?: boolean
  readonly request: Message<Q>
  readonly response: Message<S>
}
export const api = <const Q extends Fields, const S extends Fields>(definition: {
  key: number; name: string; listeners: readonly ('broker' | 'controller')[]; latestVersionUnstable?: boolean; forwardable?: boolean
  request: Omit<Message<Q>, 'name'>; response: Omit<Message<S>, 'name'>
}): Api<Q, S> => ({
  ...definition,
  request: { name: `${definition.name}Request`, ...definition.request },
  response: { name: `${definition.name}Response`, ...definition.response },
})

/** What a handler gets, and what it answers: `Request<typeof Metadata>`, `Response<typeof Metadata>`. */
export type Request<A> = A extends Api<infer Q, Fields> ? ValueOf<Q> : never
export type RequestInput<A> = A extends Api<infer Q, Fields> ? InputOf<Q> : never
export type Response<A> = A extends Api<Fields, infer S> ? ValueOf<S> : never
export type ResponseInput<A> = A extends Api<Fields, infer S> ? InputOf<S> : never

/** The versions of an API that are advertised and served. */
export function servedVersions(api: Api): Versions {
  let versions = served.get(api)
  if (!versions) {
    const [first, last] = versionsOf(api.request.valid)
    served.set(api, versions = [first, api.latestVersionUnstable ? last - 1 : last])
  }
  return versions
}
const served = new WeakMap<Api, Versions>()

const MAX_VERSION = 32_767
const NEVER: Versions = [1, 0]
const parsed = new Map<string, Versions>()
/** Reads the notation; the range of `'none'`, or of what was left out, has no version in it. */
export function versionsOf(text: VersionText | 'none' | undefined): Versions {
  if (text === undefined || text === 'none') return NEVER
  let versions = parsed.get(text)
  if (!versions) parsed.set(text, versions = parseVersions(text))
  return versions
}
function parseVersions(text: VersionText): Versions {
  if (text.endsWith('+')) return [Number(text.slice(0, -1)), MAX_VERSION]
  const [first, last] = text.split('-')
  return [Number(first), Number(last ?? first)]
}
export const within = ([first, last]: Versions, version: number): boolean => version >= first && version <= last
