/** Lessons best taken before one, where they are written and are not simply the one before it in its track: advice, never a lock. */
export const after: Readonly<Record<string, readonly string[]>> = {
  'more-partitions': ['partitioner'], 'segments': ['first-record'], 'page-cache': ['first-record', 'isr'], 'log-dirs': ['segments'], 'too-large': ['segments'], 'topics-by-accident': ['first-record'],
  'unclean': ['isr', 'leaders'],
}
