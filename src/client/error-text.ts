import { Errors, errorName, type ErrorName } from '../protocol/errors.ts'

/** What Kafka's clients print for an error that came without words of its own (Errors.java). */
const TEXTS: Partial<Record<ErrorName, string>> = {
  UNKNOWN_SERVER_ERROR: 'The server experienced an unexpected error when processing the request.',
  OFFSET_OUT_OF_RANGE: 'The requested offset is not within the range of offsets maintained by the server.',
  CORRUPT_MESSAGE: 'This message has failed its CRC checksum, exceeds the valid size, has a null key for a compacted topic, or is otherwise corrupt.',
  UNKNOWN_TOPIC_OR_PARTITION: 'This server does not host this topic-partition.',
  LEADER_NOT_AVAILABLE: 'There is no leader for this topic-partition as we are in the middle of a leadership election.',
  NOT_LEADER_OR_FOLLOWER: 'For requests intended only for the leader, this error indicates that the broker is not the current leader. '
    + 'For requests intended for any replica, this error indicates that the broker is not a replica of the topic partition.',
  REQUEST_TIMED_OUT: 'The request timed out.',
  MESSAGE_TOO_LARGE: 'The request included a message larger than the max message size the server will accept.',
  NETWORK_EXCEPTION: 'The server disconnected before a response was received.',
  COORDINATOR_LOAD_IN_PROGRESS: 'The coordinator is loading and hence can\'t process requests.',
  COORDINATOR_NOT_AVAILABLE: 'The coordinator is not available.',
  NOT_COORDINATOR: 'This is not the correct coordinator.',
  INVALID_TOPIC_EXCEPTION: 'The request attempted to perform an operation on an invalid topic.',
  NOT_ENOUGH_REPLICAS: 'Messages are rejected since there are fewer in-sync replicas than required.',
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: 'Messages are written to the log, but to fewer in-sync replicas than required.',
  ILLEGAL_GENERATION: 'Specified group generation id is not valid.',
  INCONSISTENT_GROUP_PROTOCOL: 'The group member\'s supported protocols are incompatible with those of existing members '
    + 'or first group member tried to join with empty protocol type or empty protocol list.',
  INVALID_GROUP_ID: 'The group id is invalid.',
  UNKNOWN_MEMBER_ID: 'The coordinator is not aware of this member.',
  INVALID_SESSION_TIMEOUT: 'The session timeout is not within the range allowed by the broker '
    + '(as configured by group.min.session.timeout.ms and group.max.session.timeout.ms).',
  REBALANCE_IN_PROGRESS: 'The group is rebalancing, so a rejoin is needed.',
  UNSUPPORTED_VERSION: 'The version of API is not supported.',
  TOPIC_ALREADY_EXISTS: 'Topic with this name already exists.',
  INVALID_PARTITIONS: 'Number of partitions is below 1.',
  INVALID_REPLICATION_FACTOR: 'Replication factor is below 1 or larger than the number of available brokers.',
  INVALID_CONFIG: 'Configuration is invalid.',
  NOT_CONTROLLER: 'This is not the correct controller for this cluster.',
  INVALID_REQUEST: 'This most likely occurs because of a request being malformed by the client library '
    + 'or the message was sent to an incompatible broker. See the broker logs for more details.',
  POLICY_VIOLATION: 'Request parameters do not satisfy the configured policy.',
  LOG_DIR_NOT_FOUND: 'The user-specified log directory is not found in the broker config.',
  REPLICA_NOT_AVAILABLE: 'The replica is not available for the requested topic-partition. Produce/Fetch requests and other requests '
    + 'intended only for the leader or follower return NOT_LEADER_OR_FOLLOWER if the broker is not a replica of the topic-partition.',
  INVALID_REPLICA_ASSIGNMENT: 'Replica assignment is invalid.',
  NO_REASSIGNMENT_IN_PROGRESS: 'No partition reassignment is in progress.',
  GROUP_SUBSCRIBED_TO_TOPIC: 'Deleting offsets of a topic is forbidden while the consumer group is actively subscribed to it.',
  BROKER_ID_NOT_REGISTERED: 'The given broker ID was not registered.',
  INVALID_UPDATE_VERSION: 'The given update version was invalid.',
  KAFKA_STORAGE_ERROR: 'Disk error when trying to access log file on the disk.',
  NON_EMPTY_GROUP: 'The group is not empty.',
  GROUP_ID_NOT_FOUND: 'The group id does not exist.',
  FENCED_LEADER_EPOCH: 'The leader epoch in the request is older than the epoch on the broker.',
  GROUP_MAX_SIZE_REACHED: 'The consumer group has reached its max size.',
  FENCED_INSTANCE_ID: 'The broker rejected this static consumer since another consumer with the same group.instance.id '
    + 'has registered with a different member.id.',
  PREFERRED_LEADER_NOT_AVAILABLE: 'The preferred leader was not available.',
  ELIGIBLE_LEADERS_NOT_AVAILABLE: 'Eligible topic partition leaders are not available.',
  ELECTION_NOT_NEEDED: 'Leader election not needed for topic partition.',
  INVALID_RECORD: 'This record has failed the validation on broker and hence will be rejected.',
  UNKNOWN_TOPIC_ID: 'This server does not host this topic ID.',
}

/** The broker's own words where there are some, else Kafka's for that error, else its name. */
export const errorText = (code: number, message: string | null = null): string => message ?? TEXTS[errorName(code)] ?? errorName(code)

/** An error code and perhaps a message, as an answer shows them: nulls when there was none. */
export const outcomeOf = (code: number, message: string | null = null): { error: ErrorName | null; message: string | null } =>
  code === Errors.NONE ? { error: null, message: null } : { error: errorName(code), message: errorText(code, message) }
