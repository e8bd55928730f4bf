import type { Plugin } from 'vite'
export function bundleRealm(): Promise<string>
export function realmPlugin(): Plugin
