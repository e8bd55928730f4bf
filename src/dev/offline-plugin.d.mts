import type { Plugin } from 'vite'
export interface OfflineFile { url: string; revision: string | null }
export function filesOf(dir: string): OfflineFile[]
export function bundleServiceWorker(files: readonly OfflineFile[]): Promise<string>
export function offlinePlugin(): Plugin
