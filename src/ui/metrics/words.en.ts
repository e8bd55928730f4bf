/** What the metrics pane says, in English; by its keys the list of it all. */
export const words = {
  dashboards: 'Dashboards', 'tab.cluster': 'Cluster', 'tab.brokers': 'Brokers', 'tab.topics': 'Topics', 'tab.producers': 'Producers', 'tab.consumers': 'Consumers', 'tab.thresholds': 'Thresholds', 'tab.beans': 'All beans',
  closed: 'No world is open.', none: 'Nothing sampled yet: servers are asked once a second of the world. Play, and the lines begin.',
  alerts: 'What fires', quiet: 'Nothing fires.', since: 'since {at}', search: 'Filter by name', process: 'process', 'process.all': 'all processes',
  attributes: 'attributes', 'beans.count': '{n} of {of} beans at {at}', 'beans.more': '{n} more; filter to see them.',
  'chart.messagesIn': 'Records in', 'chart.bytesIn': 'Bytes in', 'chart.bytesOut': 'Bytes out to consumers', 'chart.underReplicated': 'Under-replicated partitions',
  'chart.offline': 'Partitions without a leader', 'chart.isrShrinks': 'ISR shrinks', 'chart.produceTime': 'Produce, 99th percentile',
  'chart.fetchConsumerTime': 'Fetch of consumers, 99th percentile', 'chart.fetchFollowerTime': 'Fetch of followers, 99th percentile',
  'chart.idle': 'Request handlers idle', 'chart.replicationIn': 'Bytes in from leaders', 'chart.leaders': 'Partitions led',
  'chart.topicMessages': 'Records in', 'chart.topicBytesIn': 'Bytes in', 'chart.topicBytesOut': 'Bytes out to consumers', 'chart.topicFailed': 'Refused appends',
  'chart.sendRate': 'Records sent', 'chart.requestLatency': 'Produce request, mean', 'chart.queueTime': 'Wait in the accumulator, mean', 'chart.batchSize': 'Batch, mean',
  'chart.retryRate': 'Records sent again', 'chart.errorRate': 'Records given up', 'chart.lagMax': 'Lag, most of any partition', 'chart.consumedRate': 'Records consumed',
  'chart.fetchLatency': 'Fetch, mean', 'chart.commitLatency': 'Commit, mean', 'chart.heartbeatTime': 'Heartbeat, longest', 'chart.assigned': 'Partitions assigned',
  'unit.bytes': '', 'unit.perSecond': 'a second', 'unit.bytesPerSecond': 'a second', 'unit.ms': 'ms', 'unit.ratio': 'of all threads', 'unit.count': '',
  threshold: 'Threshold', 'threshold.on': 'Set a threshold: {metric}', 'threshold.none': 'No thresholds are set: nothing fires.', usual: 'The usual ones', metric: 'metric', over: 'measured', 'over.each': 'in each process',
  'over.sum': 'summed up', is: 'comparison', limit: 'limit', state: 'state', fires: 'fires: {on}, since {at}', silent: 'quiet', add: 'Add', remove: 'Remove', 'remove.this': 'Remove {what}',
  'search.lines': 'Filter charts and lines', filtered: 'The filter lets nothing through.',
}
