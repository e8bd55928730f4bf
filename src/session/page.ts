import { breath } from './frames.ts'

/** As much of the page as the session needs; a test brings its own. */
export interface PageLike {
  hash(): string
  /** Without `push` the address changes in place. */
  setHash(hash: string, push: boolean): void
  onHash(then: () => void): void
  isHidden(): boolean
  onHidden(then: () => void): void
  language(): string
  randomSeed(): number
  /** Resolves when it has drawn what it was just given, and is ready for more. */
  breath?(): Promise<void>
}

export const browserPage = (): PageLike => ({
  hash: () => location.hash,
  setHash: (hash, push) => history[push ? 'pushState' : 'replaceState'](null, '', hash),
  onHash: then => {
    addEventListener('hashchange', then)
    addEventListener('popstate', then)
  },
  isHidden: () => document.visibilityState === 'hidden',
  onHidden: then => document.addEventListener('visibilitychange', then),
  language: () => navigator.language,
  randomSeed: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
  breath,
})
