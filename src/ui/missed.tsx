import { Component, type ReactNode } from 'react'
import { useWords } from './hooks.ts'

/** How browsers, and the page's own loader, say that code did not come. */
const UNFETCHED = /dynamically imported module|importing a module|preload css/i

/** Around what is fetched when it is first drawn: where the network has gone meanwhile, it says so in its place, and all else stands. */
export class Missed extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown }

  static getDerivedStateFromError(error: unknown): { error: unknown } { return { error } }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    if (!isUnfetched(error)) throw error
    return <Notice />
  }
}

export const isUnfetched = (error: unknown): boolean => error instanceof Error && UNFETCHED.test(error.message)

/** What a browser could not fetch once it does not ask for again before the page is loaded anew; all that was shown is stored. */
const Notice = () => {
  const t = useWords()
  return (
    <p className="empty" role="alert">
      {t('missed')} <button className="btn small" onClick={() => location.reload()}>{t('missed.reload')}</button>
    </p>
  )
}
