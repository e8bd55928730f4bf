/** Bytes that are not what they claim to be. A connection that sends them is closed; nobody else is harmed. */
export class MalformedError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MalformedError'
  }
}
