import type { DescribedConfig } from '../../metadata/configs/api.ts'
import { handler } from '../../net/handler.ts'
import { DescribeConfigs } from '../../protocol/apis/32-describe-configs.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Request } from '../../protocol/schema.ts'
import type { Broker } from '../context.ts'
import { MALFORMED } from '../error-texts.ts'
import { isValidTopicName } from '../images.ts'

const TOPIC = 2, BROKER = 4, BROKER_LOGGER = 8, GROUP = 32
/** ConfigSource and ConfigType of a logger's level. */
const DYNAMIC_BROKER_LOGGER_CONFIG = 6, UNKNOWN_TYPE = 0

/** Configs in force and where each comes from (KIP-226), the levels of loggers too (KIP-412). v3: types and documentation (KIP-569). */
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
interface Failure { readonly errorCode: number; readonly message: string }
type Found = { readonly configs: readonly DescribedConfig[] } | Failure

const failed = ({ resourceType, resourceName }: Resource, errorCode: number, errorMessage: string) =>
  ({ errorCode, errorMessage, resourceType, resourceName, configs: [] })

function find(broker: Broker, { resourceType, resourceName }: Resource): Found {
  if (resourceType === TOPIC) return findTopic(broker, resourceName)
  if (resourceType === BROKER) return findBroker(broker, resourceName)
  if (resourceType === BROKER_LOGGER) return findLoggers(broker, resourceName)
  if (resourceType === GROUP) return findGroup(broker, resourceName)
  return invalid(MALFORMED)
}

const invalid = (message: string): Failure => ({ errorCode: Errors.INVALID_REQUEST, message })

function findTopic({ node }: Broker, name: string): Found {
  if (!isValidTopicName(name)) return { errorCode: Errors.INVALID_TOPIC_EXCEPTION, message: '' }
  return node.image().topics.has(name) ? { configs: node.configs.describeTopic(name) } : { errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: '' }
}

/** A broker knows its own configs and, as the broker without a name, those set for all. */
function findBroker({ node }: Broker, name: string): Found {
  if (name === '' || name === String(node.nodeId)) return { configs: node.configs.describeBroker(name) }
  if (!/^-?\d+$/.test(name)) return invalid(`Broker id must be an integer, but it is: ${name}`)
  return invalid(`Unexpected broker id, expected ${node.nodeId} or empty string, but received ${name}`)
}

const findGroup = ({ node }: Broker, name: string): Found =>
  name === '' ? invalid('Group name must not be empty') : { configs: node.configs.describeGroup(name) }

function findLoggers({ node }: Broker, name: string): Found {
  if (name === '') return invalid('Broker id must not be empty')
  if (!/^-?\d+$/.test(name)) return invalid(`Broker id must be an integer, but it is: ${name}`)
  if (name !== String(node.nodeId)) return invalid(`Unexpected broker id, expected ${node.nodeId} but received ${name}`)
  return { configs: node.loggers().map(logger => ({
    name: logger.name, value: logger.level, readOnly: false, source: DYNAMIC_BROKER_LOGGER_CONFIG, sensitive: false, type: UNKNOWN_TYPE,
    documentation: null, synonyms: [],
  })) }
}

const describe = ({ resourceType, resourceName, configurationKeys: keys }: Resource, configs: readonly DescribedConfig[], ask: Ask) => ({
  errorCode: Errors.NONE, errorMessage: '', resourceType, resourceName,
  configs: configs.filter(({ name }) => keys === null || keys.length === 0 || keys.includes(name)).map(config => ({
    name: config.name, value: config.value, readOnly: config.readOnly, configSource: config.source, isSensitive: config.sensitive,
    configType: config.type, synonyms: ask.includeSynonyms ? config.synonyms : [],
    documentation: ask.includeDocumentation ? config.documentation : null,
  })),
})
