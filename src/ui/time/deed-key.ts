import type { Action } from '../../world/action.ts'

/** An action in its own words, for a label: `process.kill broker-1`. */
export const deedKey = (action: Action | null): string => {
  if (!action) return ''
  const on = 'process' in action ? action.process : 'machine' in action ? action.machine
    : 'from' in action ? `${action.from} ${action.to}` : 'script' in action ? action.script : ''
  return `${action.do} ${on}`.trim()
}
