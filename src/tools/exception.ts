import type { Outcome } from '../client/admin/operation.ts'
import { Errors, type ErrorName } from '../protocol/errors.ts'
import { exceptionName } from '../protocol/exception-name.ts'

/** What went wrong, by the Java class and message Kafka's tools print. */
export class ToolException extends Error {
  readonly className: string

  constructor(className: string, message: string) {
    super(message)
    this.className = className
  }

  /** Throwable.toString. */
  text(): string { return `${this.className}: ${this.message}` }
}

export const apiException = (error: ErrorName, message: string): ToolException => new ToolException(exceptionName(Errors[error]), message)
export const illegalArgument = (message: string): ToolException => new ToolException('java.lang.IllegalArgumentException', message)
/** Tools that leave a class of their own. */
export const commandFailed = (message: string): ToolException => new ToolException('org.apache.kafka.tools.AdminCommandFailedException', message)
export const operationFailed = (message: string): ToolException => new ToolException('org.apache.kafka.tools.AdminOperationException', message)

/** What waiting for an answer throws: its message is the cause's class and message. */
export const executionException = (cause: ToolException): ToolException => new ToolException('java.util.concurrent.ExecutionException', cause.text())

/** `Class: message` of an outcome that has an error. */
export const outcomeText = ({ error, message }: Outcome): string => apiException(error!, message!).text()

export function throwIfFailed(outcome: Outcome | undefined): void {
  if (outcome && outcome.error !== null) throw apiException(outcome.error, outcome.message!)
}
