import { useWords } from './hooks.ts'
import { late } from './late.tsx'

/*
 * The screens and dialogs nobody sees first.
 */

const Starting = () => {
  const t = useWords()
  return <main className="stage" id="main" tabIndex={-1}><p className="empty" role="status">{t('stage.starting')}</p></main>
}
const Empty = () => <main id="main" tabIndex={-1} />

export const World = late(() => import('./shell/World.tsx').then(({ World }) => World), Starting)
export const About = late(() => import('./about/About.tsx').then(({ About }) => About), Empty)
export const OpenPalette = late(() => import('./shell/Palette.tsx').then(({ Palette }) => Palette))

/** In the order in which they are likely to be wanted. */
export const parts = [World, OpenPalette, About] as const
