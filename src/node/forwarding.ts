import type { Plain } from '../env/process.ts'
import { handler, later, type Handler, type Replies, type ReplyTo } from '../net/handler.ts'
import { openAnswer, sealRequest } from '../net/envelope.ts'
import { refusalOf } from '../metadata/refusals.ts'
import { CreateTopics } from '../protocol/apis/19-create-topics.ts'
import { DeleteTopics } from '../protocol/apis/20-delete-topics.ts'
import { AlterConfigs } from '../protocol/apis/33-alter-configs.ts'
import { CreatePartitions } from '../protocol/apis/37-create-partitions.ts'
import { ElectLeaders } from '../protocol/apis/43-elect-leaders.ts'
import { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { AlterPartitionReassignments } from '../protocol/apis/45-alter-partition-reassignments.ts'
import { ListPartitionReassignments } from '../protocol/apis/46-list-partition-reassignments.ts'
import { DescribeQuorum } from '../protocol/apis/55-describe-quorum.ts'
import { UpdateFeatures } from '../protocol/apis/57-update-features.ts'
import { Envelope } from '../protocol/apis/58-envelope.ts'
import { UnregisterBroker } from '../protocol/apis/64-unregister-broker.ts'
import { Errors } from '../protocol/errors.ts'
import type { Api, Fields, Request, RequestInput, Response, ResponseInput } from '../protocol/schema.ts'
import { answeredHere, inPlace, isConfigChange, type AlterLoggers, type ConfigRequest, type ConfigResult } from './config-changes.ts'
import type { ChannelAnswer, ControllerChannel } from './controller-channel.ts'

/** What a client may ask any broker, and only the active controller may do (KIP-590). */
export const forwardedApis: readonly Api[] = [
  CreateTopics, DeleteTopics, AlterConfigs, CreatePartitions, ElectLeaders, IncrementalAlterConfigs, AlterPartitionReassignments,
  ListPartitionReassignments, DescribeQuorum, UpdateFeatures, UnregisterBroker,
].map(api => api as unknown as Api)

/** How long a forwarded request may look for a controller (`request.timeout.ms` of the forwarding channel). */
const TIMEOUT_MS = 60_000

/** Who waits for the answer, and what was asked: its refusal names the same things. `here`: what of it this broker has answered itself. */
interface Forwarded { readonly to: ReplyTo; readonly request: Plain; readonly here: readonly (ConfigResult | null)[] | null }

/** The broker's handlers for these keys: an Envelope goes to the controller, and its answer back to who asked. */
export function forwardingHandlers(channel: ControllerChannel, nodeId: number, alterLoggers: AlterLoggers): Handler[] {
  return forwardedApis.map(api => handler<Fields, Fields>({
    api,
    handle: (request, { replyTo, clientId, host }) => {
      const here = isConfigChange(api.key) ? answeredHere(api.key, request as unknown as ConfigRequest, nodeId, alterLoggers) : null
      if (here?.every(result => result !== null)) return { responses: here } as ResponseInput<Api>
      const left = here ? withoutAnswered(request as unknown as ConfigRequest, here) : request
      const waiting: Forwarded = { to: replyTo, request: left, here }
      const from = { correlation: replyTo.correlation, clientId, host }
      channel.send(Envelope, sealRequest(api, replyTo.version, from, left as RequestInput<Api>), waiting, TIMEOUT_MS)
      return later
    },
    refuse: refusalOf(api),
  }))
}

const withoutAnswered = ({ resources, ...rest }: ConfigRequest, here: readonly (ConfigResult | null)[]): object =>
  ({ ...rest, resources: resources.filter((_, i) => here[i] === null) })

export function forwardedAnswer(replies: Replies, { tag, response }: ChannelAnswer): void {
  const { to, request, here } = tag as Forwarded
  const api = forwardedApis.find(each => each.key === to.key)!
  const opened = response === null ? { error: Errors.REQUEST_TIMED_OUT } : openAnswer(api, to.version, response as Response<typeof Envelope>)
  const answer: ResponseInput<Api> = 'response' in opened
    ? opened.response as ResponseInput<Api>
    : refusalOf(api)(request as Request<Api>, opened.error)
  replies.reply(api, to, here ? withAnswered(answer, here) : answer)
}

const withAnswered = (answer: ResponseInput<Api>, here: readonly (ConfigResult | null)[]): ResponseInput<Api> =>
  ({ responses: inPlace(here, (answer as ResponseInput<typeof IncrementalAlterConfigs>).responses ?? []) }) as ResponseInput<Api>
