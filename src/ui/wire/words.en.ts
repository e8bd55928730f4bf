/** What the wire inspector says, in English; by its keys the list of it all. */
export const words = {
  search: 'Filter frames', api: 'API', 'api.all': 'all APIs', who: 'Process', 'who.all': 'all processes', errors: 'errors only', count: '{n} of {of}',
  hold: 'Hold', clear: 'Clear', frames: 'Requests and their answers, arrow keys choose', frame: 'Frame', table: 'Table',
  'col.at': 'time', 'col.between': 'client → server', 'col.api': 'API', 'col.carries': 'carries', 'col.bytes': 'bytes', 'col.took': 'took',
  waiting: 'under way', before: 'asked before', request: 'Request', response: 'Response', follow: 'Follow connection', reading: 'Reading the bytes …',
  none: 'No frame has left yet. Play, and every request and its answer is listed here.', filtered: 'No frame passes these filters.',
  closed: 'No world is open.', choose: 'Choose a request, and both frames are here field by field and byte by byte.',
  gone: 'The chosen frame is not among those kept: the last four thousand, eight megabytes at most.', forgotten: 'Its bytes are not kept any more.',
  untimed: 'Not answered yet, or its server remembers only later ones: where the time went is not known.',
  'leg.there': 'line', 'leg.there.is': 'on the wire, and through the network thread that reads it',
  'leg.queue': 'RequestQueueTimeMs', 'leg.queue.is': 'in the request queue, until a handler thread took it',
  'leg.local': 'LocalTimeMs', 'leg.local.is': 'a handler thread at work on it',
  'leg.remote': 'RemoteTimeMs', 'leg.remote.is': 'in purgatory: for followers, for more records, for the group, or for the controller',
  'leg.responseQueue': 'ResponseQueueTimeMs', 'leg.responseQueue.is': 'answered, until a network thread took the answer',
  'leg.send': 'ResponseSendTimeMs', 'leg.send.is': 'the network thread sending it',
  'leg.back': 'line', 'leg.back.is': 'on the wire back to the client',
  file: 'In the file', 'file.is': 'What it carried as it lies on broker {broker}: {partition}, offset {offset}',
}
