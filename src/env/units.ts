/** World time in microseconds since the world began. An integer; monotonic; never skewed. Timers run on it. */
export type Micros = number
/** Wall-clock time in milliseconds since 1970, as a record's timestamp has it. A machine's may be skewed. */
export type Millis = number

export const micros = { perMilli: 1_000, perSecond: 1_000_000 } as const
