/** One thing a judge looked at. */
export interface Check { readonly name: string; readonly passed: boolean; readonly note?: string }

export type Outcome =
  | { readonly is: 'ran'; readonly checks: readonly Check[] }
  /** What the machine lacks. */
  | { readonly is: 'skipped'; readonly why: string }

/** A judge that nobody here wrote. */
export interface Part {
  readonly name: string
  /** Who judges, with the pinned version. */
  readonly judge: string
  run(): Promise<Outcome>
}

export const ran = (checks: readonly Check[]): Outcome => ({ is: 'ran', checks })
export const skipped = (why: string): Outcome => ({ is: 'skipped', why })
/** A single word for what a check found: the first line, not too long. */
export const brief = (text: string): string => text.trim().split('\n')[0]!.slice(0, 160)
