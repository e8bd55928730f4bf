export const words = {
  head: '{racks} racks, {brokers} brokers', key: 'dark: leaders · light: followers · tick: median of leaders · line: disk used',
  dark: 'dark: {racks}', field: '{n} partitions',
  leaderless: 'leaderless', 'under-min': 'under min ISR', behind: 'under-replicated', healthy: 'healthy',
  'rack': 'rack', 'broker': 'broker', 'state': 'state', 'leads': 'leads', 'replicas': 'replicas', 'out': 'out of ISR', 'disk': 'disk used',
  'tip.broker': 'leads {leads}, holds {replicas} replicas (metadata: leader, replicas) · {behind} outside the ISR · disk {disk} %',
  'tip.partition': 'leader {leader} · replicas {replicas} · ISR {isr} · min.insync.replicas {min}',
  none: 'none', label: 'Map of {brokers} brokers and {partitions} partitions; the table after it says the same', more: '{n} more in trouble; the palette finds each by name',
} as const
