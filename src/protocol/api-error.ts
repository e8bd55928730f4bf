import { errorName } from './errors.ts'

/** Refuses a request as a whole, with one of Kafka's error codes (ApiException). A connection that sent it lives on. */
export class ApiError extends Error {
  readonly code: number
  constructor(code: number, message: string = errorName(code)) {
    super(message)
    this.name = 'ApiError'
    this.code = code
  }
}
