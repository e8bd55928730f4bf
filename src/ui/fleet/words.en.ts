export const words = {
  head: '{racks} racks, {brokers} brokers', key: 'dark: leaders · light: followers · tick: median of leaders · line: disk used',
  dark: 'dark: {racks}', field: '{n} partitions',
  leaderless: 'leaderless', 'under-min': 'under min ISR', behind: 'under-replicated', healthy: 'healthy',
  'rack': 'rack', 'broker': 'broker', 'state': 'state', 'leads': 'leads', 'replicas': 'replicas', 'out': 'out of ISR', 'disk': 'disk used',
  'tip.broker': 'leads {leads}, holds {replicas} replicas (metadata: leader, replicas) · {behind} outside the ISR · disk {disk} %',
  'tip.partition': 'leader {leader} · replicas {replicas} · ISR {isr} · min.insync.replicas {min}',
  none: 'none', label: 'Map of {brokers} brokers and {partitions} partitions; the table after it says the same', more: '{n} more in trouble; the palette finds each by name',
  skew: 'leader skew, worst: broker {broker} {by}', unpreferred: '{n} not led by their preferred replica',
  'spread.leads': 'leaders a broker', 'spread.replicas': 'replicas a broker', 'spread.bytes': 'bytes a broker', 'spread.rack': 'partitions a rack',
  'spread.median': 'median {n}', 'spread.end.rack': '{name}: {value}', 'spread.end.broker': 'broker {name}: {value}', 'spread.bar': '{n} of them: {value} and a little more', 'spread.says': '{what}: median {median}; least {least}; most {most}',
  least: 'least', most: 'most',
} as const
