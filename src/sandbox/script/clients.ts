import type { Env } from '../../env/process.ts'
import type { ClientOptions } from '../dialects/index.ts'
import { AskError, type ScriptClient } from './asked.ts'
import { ScriptProducer } from './producer.ts'

export type ClientKind = 'producer' | 'consumer' | 'admin'

const makers: Partial<Record<ClientKind, new (env: Env, name: string, options: ClientOptions) => ScriptClient>> = {
  producer: ScriptProducer,
}

/** Makes the world's side of a client a script asked for. Throws what the library would throw for its options. */
export function makeClient(kind: ClientKind, env: Env, name: string, options: ClientOptions): ScriptClient {
  const Maker = makers[kind]
  if (!Maker) throw new AskError('TypeError', `kafka.${kind} is not a function`)
  return new Maker(env, name, options)
}
