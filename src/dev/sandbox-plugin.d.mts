import type { Plugin } from 'vite'
export function sandboxHtml(): string
export function sandboxPlugin(): Plugin
