import type { Env } from '../../env/process.ts'
import type { ClientOptions } from '../dialects/index.ts'
import { ScriptAdmin } from './admin.ts'
import { AskError, type ScriptClient } from './asked.ts'
import { ScriptConsumer } from './consumer.ts'
import { ScriptProducer } from './producer.ts'

export type ClientKind = 'producer' | 'consumer' | 'admin'

const makers: Readonly<Record<ClientKind, new (env: Env, name: string, options: ClientOptions) => ScriptClient>> =
  { producer: ScriptProducer, consumer: ScriptConsumer, admin: ScriptAdmin }

/** Makes the world's side of a client a script asked for. Throws what the library would throw for its options. */
export function makeClient(kind: ClientKind, env: Env, name: string, options: ClientOptions): ScriptClient {
  if (!Object.hasOwn(makers, kind)) throw new AskError('TypeError', `kafka.${kind} is not a function`)
  return new makers[kind](env, name, options)
}
