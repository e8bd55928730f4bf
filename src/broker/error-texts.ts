/** What Kafka's errors say of themselves where nothing better is known (Errors.java). */
export const MALFORMED =
  'This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. '
  + 'See the broker logs for more details.'
export const UNKNOWN_TOPIC = 'This server does not host this topic-partition.'
export const INVALID_TOPIC = 'The request attempted to perform an operation on an invalid topic.'
