import type { Env, Process, Program } from '../../env/process.ts'
import { AdminToolProgram } from '../program.ts'
import type { Invocation } from '../tool.ts'
import { KcatConsumer } from './consume.ts'
import { kcatAsking } from './list.ts'
import { KcatProducer } from './produce.ts'

const asking = (env: Env, invocation: Invocation): Process => new AdminToolProgram(env, kcatAsking, invocation)
/** The first of them that is there says what it is; without any it reads. */
const MODES: readonly (readonly [letter: string, make: Program<Invocation>])[] = [
  ['L', asking], ['Q', asking],
  ['G', (env, invocation) => new KcatConsumer(env, invocation)], ['P', (env, invocation) => new KcatProducer(env, invocation)],
]

/** kcat, its common forms: metadata, producer, consumer, group member, offsets. */
export const kcat: Program<Invocation> = (env, invocation) => {
  const flags = invocation.argv.slice(1).filter(word => /^-[A-Za-z]/.test(word)).map(word => word[1]!)
  const [, make] = MODES.find(([letter]) => flags.includes(letter)) ?? []
  return make ? make(env, invocation) : new KcatConsumer(env, invocation)
}
