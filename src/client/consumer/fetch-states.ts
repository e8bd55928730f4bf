/**
 * What may be done with an assigned partition (SubscriptionState.FetchStates). Only FETCHING has a position that holds;
 * AWAIT_VALIDATION has one that a new leader must first confirm (KIP-320).
 */
export type FetchState = 'INITIALIZING' | 'FETCHING' | 'AWAIT_RESET' | 'AWAIT_VALIDATION'

export const fetchStates: Readonly<Record<FetchState, { readonly position: 'none' | 'valid' | 'doubtful'; readonly next: readonly FetchState[] }>> = {
  INITIALIZING: { position: 'none', next: ['FETCHING', 'AWAIT_RESET', 'AWAIT_VALIDATION'] },
  FETCHING: { position: 'valid', next: ['FETCHING', 'AWAIT_RESET', 'AWAIT_VALIDATION'] },
  AWAIT_RESET: { position: 'none', next: ['FETCHING', 'AWAIT_RESET'] },
  AWAIT_VALIDATION: { position: 'doubtful', next: ['FETCHING', 'AWAIT_RESET', 'AWAIT_VALIDATION'] },
}
