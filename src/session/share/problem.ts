/** Why something that claims to be a shared world is not taken, as codes; the page has the words. */
export type ShareProblem =
  /** Bytes of the link or file, or of what is packed in it. */
  | { readonly is: 'too-large'; readonly limit: number }
  /** Not base64url, or nothing that was compressed: a link that was cut off, mostly. */
  | { readonly is: 'not-packed' }
  | { readonly is: 'not-json' }
  /** JSON, but no world of ours. */
  | { readonly is: 'not-ours' }
  | { readonly is: 'newer'; readonly version: number }
  /** The part that is not what it should be (`actions.3.1.machine`), and what the schema says to it. */
  | { readonly is: 'malformed'; readonly where: string; readonly said: string }
  | { readonly is: 'too-many'; readonly what: 'actions' | 'turns' | 'files'; readonly n: number; readonly limit: number }
  | { readonly is: 'too-long'; readonly file: string; readonly limit: number }

export class ShareError extends Error {
  readonly problem: ShareProblem
  constructor(problem: ShareProblem) {
    super(`This is no world to open: ${JSON.stringify(problem)}`)
    this.name = 'ShareError'
    this.problem = problem
  }
}
