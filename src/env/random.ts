/** A named stream of pseudo-random numbers, the process's own: drawing more here changes nothing elsewhere. */
export interface Random {
  /** An integer in [0, below). `below` is at most 2^32. */
  below(below: number): number
  /** 128 random bits, for topic ids, cluster ids, member ids. */
  bytes16(): Uint8Array
}
