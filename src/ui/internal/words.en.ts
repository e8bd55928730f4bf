/** What the inspector of Kafka's own topics says, in English; by its keys the list of it all. */
export const words = {
  topic: 'Topic', node: 'Node whose copy is read', 'node.of': 'node {id}', search: 'Group, topic, field …', kind: 'Kind', 'kind.all': 'all kinds',
  holds: 'only what holds', idle: 'no-ops, too', count: '{n} of {of} records', more: '{n} older records', records: 'Records of {topic}, the newest first; arrows choose',
  reading: 'Reading what is stored …', later: 'The records are those last stored, at {now}; the stage shows {shown}.',
  'not-kept': 'This browser keeps nothing, so there are no records to read.', choose: 'No world is open.',
  'none.__consumer_offsets': 'No group has joined or committed yet. The first that does has its partition of this topic written.',
  'none.__cluster_metadata': 'This node has stored no metadata yet.', 'none.__transaction_state': 'Nobody has used a transactional id yet.',
  filtered: 'No record fits this filter.', pick: 'Choose a record, and here are all its fields, and what a node knows once it has applied it.',
  'col.partition': 'partition', 'col.offset': 'offset', 'col.epoch': 'epoch', 'col.time': 'time', 'col.is': 'record', 'col.about': 'of',
  'col.committed': 'committed', 'col.leaderEpoch': 'leader epoch', 'col.says': 'says', 'col.state': 'now',
  current: 'holds', superseded: 'until {by}', tombstone: 'tombstone', key: 'Key', value: 'Value',
  'value.null': 'null: a tombstone. Its key is deleted, and the cleaner takes the earlier records with it away.',
  'is.superseded': 'Offset {by} has the same key and took its place; the cleaner may drop this one.', 'is.current': 'The last record with its key: this is what the coordinator loads.',
  bytes: 'Its bytes', group: 'The group', image: 'Image after offset {offset}', 'image.changed': 'changed by it', 'image.all': 'all of it', 'image.none': 'The image stays as it was but for its offset.',
  damage: '{partition} on node {node}, {file}: {because}. What follows it is not read.', copyJson: 'Copy as JSON',
}
