import type { Level } from '../../env/domain-event.ts'
import type { Env } from '../../env/process.ts'

/** Java's classes that speak, each with its package. */
export const CLIENT_LOGGERS = {
  NetworkClient: 'org.apache.kafka.clients.NetworkClient',
  Metadata: 'org.apache.kafka.clients.Metadata',
  Sender: 'org.apache.kafka.clients.producer.internals.Sender',
} as const

/** What a client says in its own log, in the Java client's words. Each line begins with whose it is (LogContext). */
export class ClientLog {
  readonly #env: Env
  readonly #who: string

  /** `who`: `Producer clientId=producer-1`. */
  constructor(env: Env, who: string) {
    this.#env = env
    this.#who = who
  }

  write(level: Level, logger: keyof typeof CLIENT_LOGGERS, text: string): void {
    this.#env.tell({ is: 'log.line', level, logger, text: `[${this.#who}] ${text}` })
  }
}
