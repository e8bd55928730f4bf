import type { DescribedConfig } from '../../metadata/configs/api.ts'
import { handler } from '../../net/handler.ts'
import { DescribeConfigs } from '../../protocol/apis/32-describe-configs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { isValidTopicName } from '../images.ts'

const TOPIC = 2, BROKER = 4

/** Configs in force and where each comes from (KIP-226). v3: types and documentation (KIP-569). */
export const describeConfigs = (broker: Broker) => handler({
  api: DescribeConfigs,
  handle: request => ({
    results: request.resources.map(resource => {
      const found = find(broker, resource)
      return 'errorCode' in found ? failed(resource, found.errorCode, found.message) : describe(resource, found.configs, request)
    }),
  }),
  refuse: (request, error) => ({ results: request.resources.map(resource => failed(resource, error, '')) }),
})

type Ask = Request<typeof DescribeConfigs>
type Resource = Ask['resources'][number]
type Found = { configs: readonly DescribedConfig[] } | { errorCode: number; message: string }

const failed = ({ resourceType, resourceName }: Resource, errorCode: number, errorMessage: string) => (
  { errorCode, errorMessage, resourceType, resourceName, configs: [] }
)

function find(broker: Broker, { resourceType, resourceName }: Resource): Found {
  const { configs, nodeId } = broker.node
  if (resourceType === TOPIC) {
    if (!isValidTopicName(resourceName)) return { errorCode: Errors.INVALID_TOPIC_EXCEPTION, message: '' }
    return broker.node.image().topics.has(resourceName) ? { configs: configs.describeTopic(resourceName) } : {
      errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: '',
    }
  }
  if (resourceType === BROKER) {
    if (resourceName === '' || resourceName === String(nodeId)) return { configs: configs.describeBroker(resourceName) }
    return /^-?\d+$/.test(resourceName)
      ? { errorCode: Errors.INVALID_REQUEST, message: `Unexpected broker id, expected ${nodeId} or empty string, but received ${resourceName}` }
      : { errorCode: Errors.INVALID_REQUEST, message: `Broker id must be an integer, but it is: ${resourceName}` }
  }
  return { errorCode: Errors.INVALID_REQUEST, message: `Unsupported resource type: ${resourceType}` }
}

const describe = ({ resourceType, resourceName, configurationKeys }: Resource, configs: readonly DescribedConfig[], ask: Ask) => ({
  errorCode: Errors.NONE, errorMessage: '', resourceType, resourceName,
  configs: configs.filter(config => configurationKeys === null || configurationKeys.length === 0
    || configurationKeys.includes(config.name)).map(config => ({
    name: config.name, value: config.value, readOnly: config.readOnly, configSource: config.source, isSensitive: config.sensitive,
    synonyms: ask.includeSynonyms ? config.synonyms : [], configType: config.type, documentation: ask.includeDocumentation
      ? config.documentation : null,
  })),
})
