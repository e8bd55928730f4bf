import type { Plain } from '../env/process.ts'
import { handler, later, type Handler, type Replies, type ReplyTo } from '../net/handler.ts'
import { openAnswer, sealRequest } from '../net/envelope.ts'
import { refusalOf } from '../metadata/refusals.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { DeleteTopics } from '../protocol/apis/20-delete-topics.ts'
import { CreatePartitions } from '../protocol/apis/37-create-partitions.ts'
import { ElectLeaders } from '../protocol/apis/43-elect-leaders.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { Envelope } from '../protocol/apis/58-envelope.ts'
import { Errors } from '../protocol/errors.ts'
import type { Api, Fields, Request, RequestInput, Response, ResponseInput } from '../protocol/schema.ts'
import type { ChannelAnswer, ControllerChannel } from './controller-channel.ts'

/** What a client may ask any broker, and only the active controller may do (KIP-590). */
export const forwardedApis: readonly Api[] =
  [CreateTopics, DeleteTopics, CreatePartitions, ElectLeaders, IncrementalAlterConfigs].map(api => api as unknown as Api)

/** How long a forwarded request may look for a controller (`request.timeout.ms` of the forwarding channel). */
const TIMEOUT_MS = 60_000
const BROKER_RESOURCE = 4

/** Who waits for the answer, and what was asked: its refusal names the same things. */
interface Forwarded { readonly to: ReplyTo; readonly request: Plain; readonly refused: readonly ConfigResult[] }
type ConfigResult = NonNullable<ResponseInput<typeof IncrementalAlterConfigs>['responses']>[number]

/** The broker's handlers for these keys: an Envelope goes to the controller, and its answer back to who asked. */
export function forwardingHandlers(channel: ControllerChannel, nodeId: number): Handler[] {
  return forwardedApis.map(api => handler<Fields, Fields>({
    api,
    handle: (request, { replyTo, clientId, host }) => {
      const { kept, refused } = checkedHere(api, request, nodeId)
      if (refused.length > 0 && kept === null) return { responses: refused } as ResponseInput<Api>
      const from = { correlation: replyTo.correlation, clientId, host }
      const waiting: Forwarded = { to: replyTo, request, refused }
      channel.send(Envelope, sealRequest(api, replyTo.version, from, kept as RequestInput<Api>), waiting, TIMEOUT_MS)
      return later
    },
    refuse: refusalOf(api),
  }))
}

/** A broker's configs are changed through that broker itself (ConfigAdminManager.preprocess). */
function checkedHere(api: Api, request: Request<Api>, nodeId: number): { kept: Request<Api> | null; refused: ConfigResult[] } {
  if (api.key !== IncrementalAlterConfigs.key) return { kept: request, refused: [] }
  const { resources, ...rest } = request as unknown as Request<typeof IncrementalAlterConfigs>
  const foreign = resources.filter(each => each.resourceType === BROKER_RESOURCE && each.resourceName !== '' && each.resourceName !== String(nodeId))
  const refused = foreign.map(({ resourceType, resourceName }) => ({
    errorCode: Errors.INVALID_REQUEST, errorMessage: `Unexpected broker id, expected ${nodeId}, but received ${resourceName}`,
    resourceType, resourceName,
  }))
  const kept = resources.filter(each => !foreign.includes(each))
  return { kept: kept.length === 0 && foreign.length > 0 ? null : { ...rest, resources: kept } as unknown as Request<Api>, refused }
}

export function forwardedAnswer(replies: Replies, { tag, response }: ChannelAnswer): void {
  const { to, request, refused } = tag as Forwarded
  const api = forwardedApis.find(each => each.key === to.key)!
  const opened = response === null ? { error: Errors.REQUEST_TIMED_OUT } : openAnswer(api, to.version, response as Response<typeof Envelope>)
  const answer: ResponseInput<Api> = 'response' in opened
    ? opened.response as ResponseInput<Api>
    : refusalOf(api)(request as Request<Api>, opened.error)
  replies.reply(api, to, refused.length > 0 ? withRefused(answer, refused) : answer)
}

const withRefused = (answer: ResponseInput<Api>, refused: readonly ConfigResult[]): ResponseInput<Api> =>
  ({ responses: [...(answer as ResponseInput<typeof IncrementalAlterConfigs>).responses ?? [], ...refused] }) as ResponseInput<Api>
