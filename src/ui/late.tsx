import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { Missed } from './missed.tsx'

/** A part of the page whose code is not fetched before the page stands. */
export interface Late<Props extends object> {
  (props: Props): ReactNode
  /** Fetches it ahead: from then on it is drawn at once, as if it had always been there. */
  fetch(): Promise<unknown>
}

/** What `Waiting` draws keeps the part's place, so that nothing jumps when it comes. */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, Waiting: ComponentType = Nothing): Late<Props> {
  let here: ComponentType<Props> | null = null
  const fetch = async () => here ??= await load()
  const Awaited = lazy(async () => ({ default: await fetch() })) as unknown as ComponentType<Props>
  const Part = (props: Props) => {
    // it stays what it was when it was first drawn: another component in its place would forget its state
    const [Here] = useState(() => here)
    return Here ? <Here {...props} /> : <Missed><Suspense fallback={<Waiting />}><Awaited {...props} /></Suspense></Missed>
  }
  return Object.assign(Part, { fetch })
}

const Nothing = () => null

const LATEST_MS = 5_000
/** Has parts fetched once the page has nothing else to do, so that nobody waits for one at the first click. One that fails is fetched when it is needed. */
export function fetchWhenIdle(...parts: readonly { fetch(): Promise<unknown> }[]): void {
  const fetchAll = async () => { for (const part of parts) await part.fetch().catch(() => {}) }
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => void fetchAll(), { timeout: LATEST_MS })
  else setTimeout(() => void fetchAll(), LATEST_MS)
}
