import type { Codecs } from '../env/codecs.ts'
import type { Program } from '../env/process.ts'
import type { HostCodecs } from './codecs.ts'

/** A part of the engine whose code is fetched before what may need it is let in; from then on it is there, and synchronous. */
export interface LatePart {
  /** Whether plain data (an action, a log of them, a world that was kept) may need it. */
  isMeantBy(plain: unknown): boolean
  fetch(): Promise<void>
}

/** Such a part, and what is in it once it was fetched. */
export interface LateCode<T> extends LatePart {
  /** `what` is named where it is missed. */
  here(what: string): T
}

export function lateCode<T extends object>(load: () => Promise<T>, isMeantBy: LatePart['isMeantBy']): LateCode<T> {
  let arrived: T | null = null
  return {
    isMeantBy,
    fetch: async () => { arrived ??= await load() },
    here(what) {
      if (!arrived) throw new Error(`nobody has fetched ${what}`)
      return arrived
    },
  }
}

type Named<Name extends string> = Readonly<Record<Name, Program<never>>>

/** Programs that stand in for those to be fetched, under the names actions start them by. */
export function latePrograms<Name extends string>(names: readonly Name[], here: (what: string) => Named<Name>): Named<Name> {
  const late = (name: Name): Program<never> => (env, args) => here(`the program ${name}`)[name](env, args)
  return Object.fromEntries(names.map(name => [name, late(name)])) as Named<Name>
}

/** Codecs that stand in for those to be fetched. What writes zstd comes later still: 80 kB that hardly any world has a use for. */
export function lateCodecs(load: () => Promise<HostCodecs>): { readonly codecs: Codecs; readonly parts: readonly LatePart[] } {
  const all = lateCode(load, isMoreThanServers), arrived = () => all.here('the codecs')
  return {
    codecs: {
      compress: (codec, bytes) => arrived().compress(codec, bytes),
      expand: (codec, bytes, maxBytes) => arrived().expand(codec, bytes, maxBytes),
    },
    parts: [all, { isMeantBy: speaksOfZstd, fetch: () => all.fetch().then(() => arrived().fetchZstd()) }],
  }
}

/** Whether anything is there but machines and servers, with which a new cluster begins: somebody who uses it, or bytes from elsewhere. */
export const isMoreThanServers = (plain: unknown): boolean => !Array.isArray(plain) || !plain.every(isOfCluster)
/** Of a lesson and a world that was kept, other things come too, and what is not there. */
const isOfCluster = (action: { do?: unknown; program?: unknown } | null | undefined): boolean =>
  action?.do === 'machine.add' || (action?.do === 'process.start' && action.program === 'server')

/** Whether anything in plain data, an action or a log of them, starts a command-line tool. */
export function speaksOfTools(plain: unknown): boolean {
  if (typeof plain !== 'object' || plain === null || plain instanceof Uint8Array) return false
  return (plain as { program?: unknown }).program === 'tool' || Object.values(plain).some(speaksOfTools)
}

/** Whether anything in plain data, an action or a script's source, has the name of the codec in it. */
export function speaksOfZstd(plain: unknown): boolean {
  if (typeof plain === 'string') return plain.includes('zstd')
  if (typeof plain !== 'object' || plain === null || plain instanceof Uint8Array) return false
  return Object.values(plain).some(speaksOfZstd)
}
