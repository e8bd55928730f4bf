import type { AlterConfigs } from '../protocol/apis/33-alter-configs.ts'
import type { Request, ResponseInput } from '../protocol/schema.ts'
import { resourceKey } from '../metadata/image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import { alterResource, decideEach, DELETE, duplicateResource, isDuplicate, resourceTypes, SET, unknownType, type ConfigChange } from './alter-configs.ts'
import type { ApiError, Decision, Knowledge } from './deciding.ts'

/*
 * AlterConfigs (33): what is named is set, and what was set and is not named falls back to its default. Of two who change one
 * resource at once, the later takes back what the other did: hence IncrementalAlterConfigs (KIP-339).
 */

type Asking = Request<typeof AlterConfigs>
type Resource = Asking['resources'][number]

export const legacyAlterConfigs = (knowledge: Knowledge, request: Asking): Decision<ResponseInput<typeof AlterConfigs>> =>
  decideEach(request, resource => alter(knowledge, resource, request.resources))

function alter(knowledge: Knowledge, resource: Resource, all: readonly Resource[]): MetadataRecord[] | ApiError {
  const type = resourceTypes[resource.resourceType]
  if (!type) return unknownType(resource.resourceType)
  if (isDuplicate(resource, all)) return duplicateResource
  const named = new Set(resource.configs.map(({ name }) => name))
  const before = knowledge.image.configs.get(resourceKey(type, resource.resourceName))
  const changes: ConfigChange[] = [
    ...resource.configs.map(({ name, value }) => ({ name, operation: SET, value })),
    ...[...before?.keys() ?? []].filter(name => !named.has(name)).map(name => ({ name, operation: DELETE, value: null })),
  ]
  return alterResource(knowledge, { type, name: resource.resourceName }, changes, 'existing')
}
