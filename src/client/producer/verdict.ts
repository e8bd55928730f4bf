import type { Answered, Failed } from '../../net/outcome.ts'
import type { Produce } from '../../protocol/apis/00-produce.ts'
import { Errors } from '../../protocol/errors.ts'
import type { Response } from '../../protocol/schema.ts'

/** What a broker said of one batch, or what is to be thought when it said nothing. -1: it did not say. */
export interface Verdict {
  readonly error: number
  readonly message: string | null
  readonly baseOffset: number
  readonly logAppendTime: number
  readonly logStartOffset: number
}

export const silence = (error: number, message: string | null = null): Verdict => ({ error, message, baseOffset: -1, logAppendTime: -1, logStartOffset: -1 })

export const verdictOf = (answer: Response<typeof Produce>['responses'][number]['partitionResponses'][number]): Verdict => ({
  error: answer.errorCode, message: answer.recordErrors[0]?.batchIndexErrorMessage ?? answer.errorMessage,
  baseOffset: answer.baseOffset, logAppendTime: answer.logAppendTimeMs, logStartOffset: answer.logStartOffset,
})

/** For a request that had no answer at all. */
export function unanswered(outcome: Answered | Failed): Verdict {
  if (outcome.is !== 'failed' || outcome.why === 'disconnected') return silence(Errors.NETWORK_EXCEPTION, `Disconnected from node ${outcome.destination}`)
  if (outcome.why === 'timedOut') return silence(Errors.REQUEST_TIMED_OUT, `Disconnected from node ${outcome.destination} due to timeout`)
  return silence(Errors.UNSUPPORTED_VERSION, 'The broker does not support the version of Produce this request needs.')
}
