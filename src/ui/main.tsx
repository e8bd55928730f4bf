import './styles.ts'
import { createRoot } from 'react-dom/client'
import { beginSession } from '../session/begin.ts'
import { deskScripts } from '../session/desk-scripts.ts'
import { App } from './App.tsx'
import { EditorPane } from './editor/EditorPane.tsx'
import { DeskContext } from './hooks.ts'
import { deskOf } from './session-desk.ts'

const session = await beginSession()
window.terrarium = session.terrarium
createRoot(document.getElementById('app')!).render(<DeskContext value={deskOf(session)}><App editor={<EditorPane desk={deskScripts(session)} />} /></DeskContext>)
