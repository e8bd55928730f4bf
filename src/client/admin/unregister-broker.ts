import { UnregisterBroker } from '../../protocol/apis/64-unregister-broker.ts'
import { isRetriable } from '../../protocol/errors.ts'
import { outcomeOf } from '../error-text.ts'
import { single, type Outcome } from './operation.ts'

export interface UnregisterBrokerCommand { readonly do: 'unregisterBroker'; readonly broker: number }

type Unregister = typeof UnregisterBroker
/** Has the cluster forget a broker that will not come back. */
export const unregisterBroker = single<UnregisterBrokerCommand, Outcome, Unregister['request']['fields'], Unregister['response']['fields']>({
  api: UnregisterBroker,
  whom: () => ({ to: 'any' }),
  request: ({ broker }) => ({ brokerId: broker }),
  read: ({ errorCode, errorMessage }) => isRetriable(errorCode) ? errorCode : outcomeOf(errorCode, errorMessage),
})
