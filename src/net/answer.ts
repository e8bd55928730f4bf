import { DiskError } from '../env/disk.ts'
import type { Env } from '../env/process.ts'
import { ApiError } from '../protocol/api-error.ts'
import { Errors } from '../protocol/errors.ts'
import { requestHeaderVersion } from '../protocol/frame.ts'
import type { Api, Request } from '../protocol/schema.ts'
import type { Handler, Listener, RequestContext } from './handler.ts'

/**
 * What a handler answers. One that throws an ApiError has its request refused with that code. Any other error is the server's own fault: it
 * is logged, told to who asked as UNKNOWN_SERVER_ERROR, and the server lives on (KafkaApis.handle, ControllerApis.handle). A disk that
 * fails is for the server to halt over.
 */
export function answerOf(env: Env, nodeId: number, handler: Handler, request: Request<Api>, context: RequestContext): ReturnType<Handler['handle']> {
  try {
    return handler.handle(request, context)
  } catch (error) {
    if (error instanceof ApiError) return handler.refuse(request, error.code, context.version)
    if (error instanceof DiskError) throw error
    const { logger, prefix } = APIS[context.listener]
    env.tell({ is: 'log.line', level: 'ERROR', logger, text: `[${prefix}${nodeId}] ${describe(handler.api, context)}\n${stackOf(error)}` })
    return handler.refuse(request, Errors.UNKNOWN_SERVER_ERROR, context.version)
  }
}

const APIS: Readonly<Record<Listener, { logger: string; prefix: string }>> = {
  broker: { logger: 'kafka.server.KafkaApis', prefix: 'KafkaApi-' },
  controller: { logger: 'kafka.server.ControllerApis', prefix: 'ControllerApis nodeId=' },
}

/** How the line begins that says so; whoever looks for a server's own faults finds them by it. */
export const UNEXPECTED = 'Unexpected error handling request'

function describe(api: Api, { replyTo: { correlation, version, listenerName }, clientId, connection, host }: RequestContext): string {
  const header = `RequestHeader(apiKey=${apiKeyName(api)}, apiVersion=${version}, clientId=${clientId}, correlationId=${correlation}, `
    + `headerVersion=${requestHeaderVersion(api, version)})`
  return `${UNEXPECTED} ${header} with context RequestContext(header=${header}, connectionId='${connection}', clientAddress=/${host}, `
    + `principal=User:ANONYMOUS, listenerName=ListenerName(${listenerName}), securityProtocol=PLAINTEXT)`
}

/** `FIND_COORDINATOR`: as Java's `ApiKeys` spells it. */
const apiKeyName = (api: Api): string => api.name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()

const stackOf = (error: unknown): string => error instanceof Error ? error.stack ?? error.message : String(error)
