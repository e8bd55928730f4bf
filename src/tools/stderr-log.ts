import { CLIENT_LOGGERS } from '../client/network/client-log.ts'
import { delegate } from '../env/delegate.ts'
import type { DomainEvent } from '../env/domain-event.ts'
import type { Env } from '../env/process.ts'
import { printer } from './terminal.ts'
import { logLine } from './text/log-line.ts'

type LogLine = Extract<DomainEvent, { is: 'log.line' }>

/** The door a tool's client has: what it logs goes to stderr, from WARN on (tools-log4j2.yaml). */
export const withStderrLog = (env: Env): Env => delegate(env, {
  tell: event => event.is === 'log.line' ? print(env, event) : env.tell(event),
})

/** For a program whose own client does not speak in the Java client's words. */
export const withoutLog = (env: Env): Env => delegate(env, { tell: event => { if (event.is !== 'log.line') env.tell(event) } })

function print(env: Env, { level, logger, text }: LogLine): void {
  if (level !== 'WARN' && level !== 'ERROR') return
  printer(env)({ to: 'err', text: logLine(env.wall(), level, text, CLIENT_LOGGERS[logger as keyof typeof CLIENT_LOGGERS]) })
}
