import type { ComponentType } from 'react'
import { useWords } from './hooks.ts'
import { catalogues } from './i18n/index.ts'
import { late } from './late.tsx'

/*
 * The screens and dialogs nobody sees first.
 */

const Starting = () => {
  const t = useWords()
  return <main className="stage" id="main" tabIndex={-1}><p className="empty" role="status">{t('stage.starting')}</p></main>
}
const Empty = () => <main id="main" tabIndex={-1} />

/** With all the words there are: what is drawn later says more than the first screen. */
const withWords = async <Props extends object>(part: Promise<ComponentType<Props>>): Promise<ComponentType<Props>> => {
  const [Part] = await Promise.all([part, catalogues.load('en')])
  return Part
}

export const World = late(() => withWords(import('./shell/World.tsx').then(({ World }) => World)), Starting)
export const About = late(() => withWords(import('./about/About.tsx').then(({ About }) => About)), Empty)
export const OpenPalette = late(() => withWords(import('./shell/Palette.tsx').then(({ Palette }) => Palette)))

export const Shared = late(() => withWords(import('./share/SharedPage.tsx').then(({ SharedPage }) => SharedPage)), Empty)
export const ShareDialog = late(() => withWords(import('./share/ShareDialog.tsx').then(({ ShareDialog }) => ShareDialog)))

export const NewVersion = late(() => withWords(import('./offline/NewVersion.tsx').then(({ NewVersion }) => NewVersion)))

export const Flights = late(() => import('./home/Flights.tsx').then(({ Flights }) => Flights))

export const Recall = late(() => withWords(import('./home/Recall.tsx').then(({ Recall }) => Recall)))

export const OwnPanel = late(() => withWords(import('./own/OwnPanel.tsx').then(({ OwnPanel }) => OwnPanel)))

export const Worlds = late(() => withWords(import('./worlds/Worlds.tsx').then(({ Worlds }) => Worlds)))

/** Draws nothing: what a person can do is a list they need once the page stands. */
export const Shortcuts = late(() => import('./shell/keys.ts').then(({ Shortcuts }) => Shortcuts))

/** In the order in which they are likely to be wanted. */
export const parts = [Shortcuts, World, Worlds, Recall, OpenPalette, About, ShareDialog, Shared] as const
