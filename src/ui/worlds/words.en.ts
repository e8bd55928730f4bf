export const words = {
  title: 'Your worlds', none: 'Each is a cluster of its own, with an address of its own, kept in this browser.',
  new: 'New world…', file: 'Open a file…', open: 'Open', rename: 'Rename', remove: 'Delete', keep: 'Keep', save: 'Save',
  'really': 'Delete {name} with all its records?', 'never': 'not opened yet', 'left': '{time} of world time, left {when}',
  name: 'Name', start: 'Start', cancel: 'Cancel', template: 'Begin with',
  'template.one-broker': 'One broker', 'template.three-racks': 'Three racks, at work', 'template.five-brokers': 'Five brokers', 'template.twelve-brokers': 'Twelve brokers, three racks', 'template.kakao': 'Kakao’s fleet: 110 brokers, 5,000 partitions',
  'template.plan': 'My own topology', large: 'It starts within half a minute and needs about a gigabyte of memory.',
  brokers: 'Brokers', controller: 'Controller', 'controller.apart': 'on a machine of its own', 'controller.combined': 'combined with a broker',
  racks: 'Racks', topic: 'Topic', partitions: 'Partitions', rf: 'Replication factor', profile: 'Hardware',
  'profile.laptop': 'laptop', 'profile.zero': 'takes no time', 'bad-topic': 'A topic’s name has letters, digits, dots, underscores and hyphens.',
} as const
