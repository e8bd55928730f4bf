import type { GroupView } from '../../world/view.ts'
import type { ResetPreview, Scenario } from '../../session/reset.ts'

export const SCENARIOS: readonly Scenario['is'][] =
  ['to-earliest', 'to-latest', 'to-current', 'to-offset', 'to-datetime', 'by-duration', 'shift-by', 'from-file']

/** What the input of a scenario starts with. */
export const fieldOf: Partial<Record<Scenario['is'], string>> = {
  'to-offset': '0', 'shift-by': '-10', 'to-datetime': '2026-01-01T00:01:00.000', 'by-duration': 'PT1M',
}

/** The scenario as asked, or null while what was typed is not one. */
export const scenarioOf = (is: Scenario['is'], text: string): Scenario | null => {
  switch (is) {
    case 'to-earliest': case 'to-latest': case 'to-current': return { is }
    case 'to-offset': return /^\d+$/.test(text) ? { is, offset: Number(text) } : null
    case 'shift-by': return /^-?\d+$/.test(text) ? { is, by: Number(text) } : null
    case 'to-datetime': return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? { is, text } : null
    case 'by-duration': return /^-?P/.test(text) ? { is, text } : null
    case 'from-file': return text.trim().split(/\s*\n\s*/).every(line => /^[^,\s]+,\d+,\d+$/.test(line)) ? { is, text } : null
  }
}

/** What `--to-current --export` prints: where the group stands, a line for each partition. */
export const exported = ({ committed }: GroupView): string => Object.entries(committed)
  .map(([id, offset]) => `${id.slice(0, id.lastIndexOf('-'))},${id.slice(id.lastIndexOf('-') + 1)},${offset}`).sort().join('\n')

/** The words of a `--topic` option, `orders` or `orders:0,2`; null while one of them is none. */
export const scopeOf = (text: string): string[] | null => {
  const words = text.split(/\s+/).filter(Boolean)
  return words.length > 0 && words.every(word => /^[\w.-]+(:\d+(,\d+)*)?$/.test(word)) ? words : null
}

/** What moving there means for the readers: records read again, records never read. */
export const consequence = (rows: ResetPreview['rows']): { again: number; skipped: number } => rows.reduce((sum, row) => {
  const by = row.committed === null ? 0 : row.next - row.committed
  return { again: sum.again + Math.max(0, -by), skipped: sum.skipped + Math.max(0, by) }
}, { again: 0, skipped: 0 })
