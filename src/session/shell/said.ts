import type { Bygone } from './bygone.ts'

/** Remarks of the shell's own, worded by whoever shows them. */
export type Said =
  | { readonly is: 'replaced' } & Bygone
  | { readonly is: 'zookeeper'; readonly command: string }
  | { readonly is: 'no-server'; readonly host: string }
  | { readonly is: 'started' | 'running'; readonly host: string }
