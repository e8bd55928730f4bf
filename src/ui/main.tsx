import './styles.ts'
import { createRoot } from 'react-dom/client'
import { beginSession } from '../session/begin.ts'
import type { Session } from '../session/session.ts'
import { App } from './App.tsx'
import { DeskContext } from './hooks.ts'
import { fetchWhenIdle, late } from './late.tsx'
import { parts } from './parts.tsx'
import { deskOf } from './session-desk.ts'

const editorOf = (session: Session) => late(async () => {
  const [{ EditorPane }, { deskScripts }, { breakpointsOf }] = await Promise.all([
    import('./editor/EditorPane.tsx'), import('../session/desk-scripts.ts'), import('../session/breakpoints.ts'),
  ])
  const desk = deskScripts(session), breakpoints = breakpointsOf(session.world, () => session.door)
  const asProject = async (id: string, files: Readonly<Record<string, string>>) => (await import('../session/project/project.ts')).exportProject(session, id, files)
  return () => <EditorPane desk={desk} breakpoints={breakpoints} asProject={asProject} />
})

/** No top-level await: what is fetched meanwhile and needs a module of this file's chunk would wait for it, and it for that. */
async function begin(): Promise<void> {
  const session = await beginSession()
  window.terrarium = session.terrarium
  const Editor = editorOf(session), desk = deskOf(session)
  createRoot(document.getElementById('app')!).render(<DeskContext value={desk}><App editor={<Editor />} /></DeskContext>)
  fetchWhenIdle(...parts, Editor, { fetch: () => desk.do.keepOffline() })
}

void begin()
