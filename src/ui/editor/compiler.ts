import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register.js'

/*
 * TypeScript's worker while somebody edits: it is as much as a small world, and Monaco never ends it. It does when its options change, and begins
 * another when a model is to be checked: with `onlyVisible` that is none while no editor stands.
 */

/** Who looks elsewhere for as long will not mind to wait a second for what is wrong. */
const IDLE_MS = 30_000
/** 1375, 1378: top-level await in what is not a module yet; 7044, 80001: suggestions. */
const IGNORED = [1375, 1378, 7044, 80001]

export const checks = (isWanted: boolean): void =>
  typescriptDefaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: IGNORED, onlyVisible: !isWanted })

let editors = 0, isOff = false
let ends: ReturnType<typeof setTimeout> | undefined

/** An editor stands; what comes back is to be called when it is gone. */
export function needCompiler(): () => void {
  editors++
  clearTimeout(ends)
  if (isOff) checks(true)
  isOff = false
  return () => {
    if (--editors === 0) ends = setTimeout(letGo, IDLE_MS)
  }
}

function letGo(): void {
  checks(false)
  isOff = true
}
