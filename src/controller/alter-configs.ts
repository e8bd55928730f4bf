import type { IncrementalAlterConfigs } from '../protocol/apis/44-incremental-alter-configs.ts'
import { Errors } from '../protocol/errors.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import { resourceKey } from '../metadata/image.ts'
import { dynamicBrokerDefinitions, groupDefinitions, topicDefinitions, type Definitions } from '../metadata/configs/definitions.ts'
import { entries, invalid } from '../metadata/configs/validate.ts'
import { record, type MetadataRecord } from '../metadata/records.ts'
import { eligibleLeaderReplicas, isError, type ApiError, type Decision, type Knowledge } from './deciding.ts'
import { wrongGroupValue } from './group-configs.ts'
import { wrongThreads } from './thread-counts.ts'
import { invalidTopicName } from './topic-names.ts'

/*
 * IncrementalAlterConfigs (44): set, delete, append to and subtract from lists; each resource succeeds or fails as a whole
 * (ConfigurationControlManager, ControllerConfigurationValidator; KIP-339).
 */

type Resource = Request<typeof IncrementalAlterConfigs>['resources'][number]

export const SET = 0, DELETE = 1
const APPEND = 2, SUBTRACT = 3
const operationNames: Readonly<Record<number, string>> = { [SET]: 'SET', [DELETE]: 'DELETE', [APPEND]: 'APPEND', [SUBTRACT]: 'SUBTRACT' }

type ResourceType = 'topic' | 'broker' | 'group'
export const resourceTypes: Readonly<Record<number, ResourceType>> = { 2: 'topic', 4: 'broker', 32: 'group' }
const typeCodes: Readonly<Record<ResourceType, number>> = { topic: 2, broker: 4, group: 32 }
const definitionsOf: Readonly<Record<ResourceType, Definitions>> = { topic: topicDefinitions, broker: dynamicBrokerDefinitions, group: groupDefinitions }

export interface ConfigChange { readonly name: string; readonly operation: number; readonly value: string | null }
export interface ConfigResource { readonly type: ResourceType; readonly name: string }
/** A topic about to be created need not be there yet. */
export type Being = 'new' | 'existing'

type Asking = Request<typeof IncrementalAlterConfigs>
type Answer = ResponseInput<typeof IncrementalAlterConfigs>

export const incrementalAlterConfigs = (knowledge: Knowledge, request: Asking): Decision<Answer> =>
  decideEach(request, resource => alter(knowledge, resource, request.resources))

/** The records that change one resource, or why it may not be changed so. */
type Altered = MetadataRecord[] | ApiError
type Named = Pick<Resource, 'resourceType' | 'resourceName'>

/** Both forms answer resource by resource, and write nothing where they only validate. */
export function decideEach<R extends Named>(
  { resources, validateOnly }: { readonly resources: readonly R[]; readonly validateOnly: boolean }, alterOne: (resource: R) => Altered,
): Decision<Answer> {
  const records: MetadataRecord[] = []
  const responses = resources.map(resource => {
    const altered = alterOne(resource)
    if (!isError(altered)) records.push(...altered)
    const { code, message } = isError(altered) ? altered : { code: Errors.NONE, message: null }
    return { errorCode: code, errorMessage: message, resourceType: resource.resourceType, resourceName: resource.resourceName }
  })
  return { records: validateOnly ? [] : records, response: { responses } }
}

function alter(knowledge: Knowledge, resource: Resource, all: readonly Resource[]): Altered {
  const type = resourceTypes[resource.resourceType]
  if (!type) return unknownType(resource.resourceType)
  if (isDuplicate(resource, all)) return duplicateResource
  const names = resource.configs.map(config => config.name)
  if (new Set(names).size < names.length) return wrongRequest('Error due to duplicate config keys')
  const nulls = resource.configs.filter(config => config.configOperation !== DELETE && config.value === null).map(config => config.name)
  if (nulls.length > 0) {
    return wrongRequest(`Null value not supported for : ${nulls.join(',')}`)
  }
  const changes = resource.configs.map(({ name, configOperation, value }) => ({ name, operation: configOperation, value }))
  return alterResource(knowledge, { type, name: resource.resourceName }, changes, 'existing')
}

const wrongRequest = (message: string): ApiError => ({ code: Errors.INVALID_REQUEST, message })
export const unknownType = (type: number): ApiError => wrongRequest(`Unexpected resource type ${type}.`)
export const duplicateResource = wrongRequest('Duplicate resource.')

export const isDuplicate = (resource: Named, all: readonly Named[]): boolean => all.some(other =>
  other !== resource && other.resourceType === resource.resourceType && other.resourceName === resource.resourceName)
const wrongConfig = (message: string): ApiError => ({ code: Errors.INVALID_CONFIG, message })

export function alterResource(knowledge: Knowledge, resource: ConfigResource, changes: readonly ConfigChange[], being: Being): Altered {
  const current = knowledge.image.configs.get(resourceKey(resource.type, resource.name)) ?? new Map<string, string>()
  const after = new Map(current)
  const records: MetadataRecord[] = []
  for (const change of changes) {
    const value = changedValue(resource, current.get(change.name) ?? null, change)
    if (isError(value)) return value
    if (value === null) after.delete(change.name)
    else after.set(change.name, value)
    // a broker's value is written even when it is the same: it makes the broker load it again (KAFKA-14136)
    if (value !== (current.get(change.name) ?? null) || resource.type === 'broker') {
      records.push(record('ConfigRecord', { resourceType: typeCodes[resource.type], resourceName: resource.name, name: change.name, value }))
    }
  }
  const wrong = wrongResource(resource) ?? wrongValues(resource, after) ?? tooManyThreads(knowledge, resource, after) ?? outOfBounds(knowledge, resource, after)
    ?? elrUnsafe(knowledge, resource, changes) ?? missing(knowledge, resource, being)
  if (wrong) return wrong
  if (clearsElr(knowledge, changes)) records.push(record('ClearElrRecord', { topicName: resource.type === 'topic' ? resource.name : '' }))
  return records
}

function changedValue(resource: ConfigResource, current: string | null, { name, operation, value }: ConfigChange): string | null | ApiError {
  if (operation === SET) return value
  if (operation === DELETE) return null
  if (operation !== APPEND && operation !== SUBTRACT) return { code: Errors.UNKNOWN_SERVER_ERROR, message: null }
  const definition = definitionsOf[resource.type].get(name)
  if (definition?.type !== 'LIST') return wrongConfig(`Can't ${operationNames[operation]} to key ${name} because its type is not LIST.`)
  const old = entries(current ?? definition.fallback ?? ''), given = (value ?? '').split(',')
  const list = operation === APPEND ? [...old, ...given.filter(entry => !old.includes(entry))] : old.filter(entry => !given.includes(entry))
  return list.join(',')
}

function wrongResource({ type, name }: ConfigResource): ApiError | null {
  if (type === 'topic') {
    if (name === '') return wrongRequest('Default topic resources are not allowed.')
    const wrong = invalidTopicName(name)
    return wrong === null ? null : { code: Errors.INVALID_TOPIC_EXCEPTION, message: wrong }
  }
  if (type === 'group') return name === '' ? wrongRequest('Default group resources are not allowed.') : null
  if (name !== '' && !/^-?\d+$/.test(name)) return wrongRequest('Unable to parse broker name as a base 10 number.')
  return name.startsWith('-') ? wrongRequest('Invalid negative broker ID.') : null
}

/** Broker configs are checked where ConfigAdminManager checks them: known names, dynamic ones, right values. */
function wrongValues({ type, name: resource }: ConfigResource, configs: ReadonlyMap<string, string>): ApiError | null {
  const definitions = definitionsOf[type]
  for (const [name, value] of configs) {
    const definition = definitions.get(name)
    if (type === 'broker') {
      if (definition?.update === 'read-only') return wrongRequest(`Cannot update these configs dynamically: [${name}]`)
      const perBroker = definition?.update === 'per-broker' && resource === ''
      if (perBroker) return wrongRequest(`Cannot update these configs at default cluster level: [${name}]`)
    } else if (!definition) return wrongConfig(`Unknown ${type} config name: ${name}`)
    const wrong = definition && invalid(definition, value)
    if (wrong) return type === 'broker' ? wrongRequest(wrong) : wrongConfig(wrong)
  }
  return null
}

function tooManyThreads({ configs, image }: Knowledge, { type, name }: ConfigResource, after: ReadonlyMap<string, string>): ApiError | null {
  const set = [name, ''].map(broker => image.configs.get(resourceKey('broker', broker)))
  const current = (thread: string): number => Number(set.find(each => each?.has(thread))?.get(thread) ?? configs.broker().number(thread))
  const wrong = type === 'broker' ? wrongThreads(after, current) : null
  return wrong === null ? null : wrongRequest(wrong)
}

function outOfBounds({ configs }: Knowledge, { type }: ConfigResource, after: ReadonlyMap<string, string>): ApiError | null {
  const wrong = type === 'group' ? wrongGroupValue(configs.broker(), after) : null
  return wrong === null ? null : wrongConfig(wrong)
}

const MIN_ISR = 'min.insync.replicas'

/** With ELR on, every broker must reckon with the same min.insync.replicas (KIP-966). */
function elrUnsafe({ image }: Knowledge, { type, name }: ConfigResource, changes: readonly ConfigChange[]): ApiError | null {
  if (!eligibleLeaderReplicas(image) || type !== 'broker') return null
  const change = changes.find(each => each.name === MIN_ISR)
  if (!change) return null
  if (name !== '') return wrongConfig(`Broker-level ${MIN_ISR} cannot be altered while ELR is enabled.`)
  return change.operation === DELETE ? wrongConfig(`Cluster-level ${MIN_ISR} cannot be removed while ELR is enabled.`) : null
}

/** Who was eligible under another min.insync.replicas is not known to be so under the new one. */
const clearsElr = ({ image }: Knowledge, changes: readonly ConfigChange[]): boolean =>
  eligibleLeaderReplicas(image) && changes.some(change => change.name === MIN_ISR)

function missing({ image }: Knowledge, { type, name }: ConfigResource, being: Being): ApiError | null {
  if (being === 'new') return null
  if (type === 'topic' && !image.topics.has(name)) return { code: Errors.UNKNOWN_TOPIC_OR_PARTITION, message: `The topic '${name}' does not exist.` }
  if (type === 'broker' && name !== '' && !image.brokers.has(Number(name))) {
    return { code: Errors.BROKER_ID_NOT_REGISTERED, message: `No broker with id ${name} found.` }
  }
  return null
}
