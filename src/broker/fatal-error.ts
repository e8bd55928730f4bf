/** Why a broker cannot start, in Kafka's words; its process ends with it, and with nothing done to its disk. */
export class FatalError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'FatalError'
  }
}
