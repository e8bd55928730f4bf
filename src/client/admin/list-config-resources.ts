import { ListConfigResources } from '../../protocol/apis/74-list-config-resources.ts'
import { Errors } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { typeCode, typeOf, type ConfigResource } from './config-resource.ts'
import { Refusal, single } from './operation.ts'

export interface ListConfigResourcesCommand {
  readonly do: 'listConfigResources'
  /** Left out: of all types. */
  readonly types?: readonly ConfigResource['type'][]
}

type List = typeof ListConfigResources
export const listConfigResources = single<ListConfigResourcesCommand, ConfigResource[], List['request']['fields'], List['response']['fields']>({
  api: ListConfigResources,
  whom: () => ({ to: 'any' }),
  request: ({ types = [] }) => ({ resourceTypes: types.map(typeCode) }),
  read({ errorCode, configResources }) {
    if (errorCode !== Errors.NONE) throw new Refusal(outcomeOf(errorCode).message!)
    return configResources.map(({ resourceName, resourceType }) => ({ type: typeOf(resourceType), name: resourceName }))
  },
})
