export const words = {
  title: 'The way of {partition} @ {offset}', awaited: 'Not written yet. Its way is shown as it goes.',
  forgotten: 'What was told of it is no longer kept. Records from now on can be followed.', source: 'told as {event}',
  sent: 'send() in {who}, into the accumulator', requested: 'left in a batch of {n}, request #{correlation}', appended: 'in the log of leader {broker}, a batch of {n}',
  replicated: 'fetched into the log of broker {broker}', committed: 'high watermark of leader {broker} at {offset}: it may be read', known: 'broker {broker} knows the high watermark {offset}',
  acknowledged: 'answered to {who}, acks={acks}', failed: 'given up by {who}: {error}', cut: 'cut off on broker {broker}, back to {offset}',
  delivered: 'handed to {who} of {group}', 'delivered-alone': 'handed to {who}', done: '{group} committed {offset}',
} as const
