import type { StoreApi } from 'zustand'
import type { OfflinePage } from '../../session/offline/offline.ts'
import type { Session } from '../../session/session.ts'
import type { DeskDo, DeskState, Trouble } from '../desk.ts'

/** Whether what is open outlives its tab. */
export const isKept = (trouble: Trouble | null): boolean => trouble?.is !== 'not-kept' && trouble?.is !== 'storage-stopped'

/** The page's own files on the desk: stored when there is nothing else to do, and newer ones only when a person says so. */
export const offlineDesk = (session: Session, store: StoreApi<DeskState>): Pick<DeskDo, 'keepOffline' | 'switchVersion'> => {
  let page: OfflinePage | null = null
  return {
    async keepOffline() {
      if (session.attached || !import.meta.env.PROD || !('serviceWorker' in navigator)) return
      const { OfflinePage, SCRIPT } = await import('../../session/offline/offline.ts')
      page = new OfflinePage({
        workers: navigator.serviceWorker, script: SCRIPT,
        onShown: then => document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') then() }),
        isKept: () => isKept(session.trouble.getState().trouble),
        rest: () => session.lifecycle.rest(),
        reload: () => location.reload(),
      })
      page.store.subscribe(offline => store.setState({ offline }))
      await page.begin()
    },
    switchVersion: () => void page?.switchVersion(),
  }
}
