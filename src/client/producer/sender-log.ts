import { Errors, errorName, isInvalidMetadata } from '../../protocol/errors.ts'
import { exceptionName } from '../../protocol/exception-name.ts'
import { errorText } from '../error-text.ts'
import type { ClientLog } from '../network/client-log.ts'
import type { ProducerBatch } from './producer-batch.ts'
import type { Verdict } from './verdict.ts'

/** What becomes of a batch that a broker refused, and how often it may still be tried. */
export interface Refused { readonly batch: ProducerBatch; readonly verdict: Verdict; readonly correlation: number; readonly is: 'retried' | 'split' | 'failed' }

/** Of a refused batch (Sender.completeBatch). `retries`: the config. */
export function logRefused(log: ClientLog, { batch, verdict: { error, message }, correlation, is }: Refused, retries: number): void {
  const why = `Error: ${errorName(error)}${message ? `. Error Message: ${message}` : ''}`
  if (is === 'retried') {
    log.write('WARN', 'Sender', `Got error produce response with correlation id ${correlation} on topic-partition ${batch.id}, `
      + `retrying (${retries - batch.attempts - 1} attempts left). ${why}`)
  }
  if (is === 'split') {
    log.write('WARN', 'Sender', `Got error produce response in correlation id ${correlation} on topic-partition ${batch.id}, `
      + `splitting and retrying (${retries - batch.attempts} attempts left). ${why}`)
  } else if (error === Errors.UNKNOWN_TOPIC_OR_PARTITION) {
    log.write('WARN', 'Sender', `Received unknown topic or partition error in produce request on partition ${batch.id}. `
      + 'The topic-partition may not exist or the user may not have Describe access to it')
  } else if (isInvalidMetadata(error)) {
    log.write('WARN', 'Sender', `Received invalid metadata error in produce request on partition ${batch.id} due to ${exceptionName(error)}: `
      + `${errorText(error, message)} Going to request metadata update now`)
  }
}
