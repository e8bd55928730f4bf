import type { Random } from '../env/random.ts'
import type { Millis } from '../env/units.ts'
import type { AdminAnswer } from '../client/admin/admin.ts'
import type { AdminCommand, AdminResults } from '../client/admin/operations.ts'
import { ToolException, apiException } from './exception.ts'
import { randomFrom } from './text/random-from.ts'

/** A command line, split into words, and the texts of the files it may name. */
export interface Invocation {
  readonly argv: readonly string[]
  readonly files?: Readonly<Record<string, string>>
}

export interface Line { readonly to: 'out' | 'err'; readonly text: string }

/** What a tool can ask for: an admin client with these configs, then whatever such a client can be asked; a number drawn by chance; some time to pass. */
export type Wish = { readonly connect: Readonly<Record<string, string>> } | { readonly ask: AdminCommand } | { readonly draw: 'seed' } | { readonly pause: Millis }
/** How a wish went, and when, by the machine's clock. `refused`: why there is no client. */
export type Reply =
  | { readonly at: Millis; readonly refused: string | null }
  | { readonly at: Millis; readonly answer: AdminAnswer }
  | { readonly at: Millis; readonly seed: number }
  | { readonly at: Millis; readonly paused: true }

/** What a tool reads and writes. */
export interface Shell {
  readonly args: readonly string[]
  readonly files: Readonly<Record<string, string>>
  /** The machine's clock as the last reply came. */
  wall(): Millis
  out(text?: string): void
  err(text?: string): void
}

/**
 * An admin tool, told as one story: it yields what it wishes for, is given the reply, and returns its exit code. It depends on
 * nothing but its shell and the replies, so that the replies so far say where it stands (`play.ts`).
 */
export type Tool = (shell: Shell) => Telling<number>
export type Telling<T> = Generator<Wish, T, Reply>

/** Opens the admin client; every other question needs it. */
export function* connect(configs: Readonly<Record<string, string>>): Telling<void> {
  const reply = yield { connect: configs }
  if ('refused' in reply && reply.refused !== null) {
    throw new ToolException('org.apache.kafka.common.KafkaException', 'Failed to create new KafkaAdminClient')
  }
}

/** Asks the cluster; a command that failed as a whole is thrown. */
export function* ask<K extends keyof AdminResults>(command: AdminCommand & { readonly do: K }): Telling<AdminResults[K]> {
  const reply = yield { ask: command }
  if (!('answer' in reply)) throw new TypeError(`${command.do} was not answered`)
  const { answer } = reply
  if (answer.error !== null) throw apiException(answer.error, answer.message!)
  return answer.result as AdminResults[K]
}

/** Chance, begun at a number that the world drew: told again with the same replies, it draws the same. */
export function* chance(): Telling<Random> {
  const reply = yield { draw: 'seed' }
  return randomFrom('seed' in reply ? reply.seed : 0)
}

/** A tool that ends with 1 when something was refused, and says why: the message, and where Kafka's does so the exception as well. */
export function* refusable(shell: Shell, telling: Telling<unknown>, says: 'message' | 'message and exception'): Telling<number> {
  try {
    yield* telling
    return 0
  } catch (error) {
    if (!(error instanceof ToolException)) throw error
    shell.err(error.message)
    if (says !== 'message') shell.err(error.text())
    return 1
  }
}

/** Waits, before asking again for what takes its time. */
export function* pause(millis: Millis): Telling<void> { yield { pause: millis } }
