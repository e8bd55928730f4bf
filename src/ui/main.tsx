import './styles.ts'
import { createRoot } from 'react-dom/client'
import { beginSession } from '../session/begin.ts'
import { App } from './App.tsx'
import { DeskContext } from './hooks.ts'
import { deskOf } from './session-desk.ts'

const session = await beginSession()
window.terrarium = session.terrarium
createRoot(document.getElementById('app')!).render(<DeskContext value={deskOf(session)}><App /></DeskContext>)
