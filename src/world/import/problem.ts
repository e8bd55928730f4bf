/** Why a foreign folder is not taken; `file` as its owner named it, `why` in Kafka's words. */
export type ImportProblem =
  /** No folder `TOPIC-PARTITION` with a `.log` in it, and no commit. */
  | { readonly is: 'nothing' }
  | { readonly is: 'too-large'; readonly bytes: number; readonly limit: number }
  | { readonly is: 'too-many-partitions'; readonly topic: string; readonly limit: number }
  | { readonly is: 'topic-name'; readonly topic: string }
  /** A batch that is none, or not whole, where others follow it. */
  | { readonly is: 'damaged'; readonly file: string; readonly position: number; readonly why: string }
  /** Message formats before 0.11, which Kafka 4 does not read any more either (KIP-724). */
  | { readonly is: 'old-format'; readonly file: string; readonly magic: number }
  /** An offset that does not come after the one before it. */
  | { readonly is: 'out-of-order'; readonly file: string; readonly offset: number }
  /** A commit that is no record of a group coordinator. */
  | { readonly is: 'no-commit'; readonly file: string; readonly why: string }

export class ImportError extends Error {
  readonly problem: ImportProblem

  constructor(problem: ImportProblem) {
    super(`The folder cannot be imported: ${JSON.stringify(problem)}`)
    this.name = 'ImportError'
    this.problem = problem
  }
}
