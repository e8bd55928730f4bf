/**
 * A lesson's words: Markdown with fixed sections. `# title` · `## idea` · `## lede` · `## step:ID` · `## ask:ID` with `### q` and
 * `### OPTION` (option line, blank, reply) · `## card:ID` with rows · `## goal:ID` with `### met`, `### not:REASON`, `### hints` ·
 * `## solution` with `### SAY` · `## transfer` · `## recall` · `## note`.
 * Inside: `[[term]]` or `[[term|shown]]` lights a term, `{name}` is filled from the run, `[text](see:ID)` selects, `**strong**`, `` `code` ``.
 */
export interface LessonText {
  title: string
  idea: string
  lede: string
  steps: Readonly<Record<string, string>>
  asks: Readonly<Record<string, { q: string; options: Readonly<Record<string, { line: string; reply: string }>> }>>
  cards: Readonly<Record<string, Readonly<Record<'happened' | 'why' | 'changes' | 'ledger', string>>>>
  goals: Readonly<Record<string, { title: string; met: string; not: Readonly<Record<string, string>>; hints: readonly Hint[] }>>
  solution: Readonly<Record<string, string>>
  transfer: string
  recall: readonly { id: string; question: string; answer: string }[]
  note: string
}

/** One rung of the hint ladder: for the reasons it names, or for all when it names none. */
export interface Hint { forAll: string | null; byReason: Readonly<Record<string, string>> }

interface Section { name: string; body: string; parts: { name: string; body: string }[] }

export function parseLessonText(markdown: string): LessonText {
  const sections = cut(markdown, '## ').parts.map(({ name, body }): Section => ({ name, ...cut(body, '### ') }))
  const of = (kind: string) => sections.filter(section => section.name.startsWith(`${kind}:`)).map(section => ({ ...section, id: section.name.slice(kind.length + 1) }))
  const plain = (name: string) => sections.find(section => section.name === name)?.body ?? ''
  const parts = (name: string) => sections.find(section => section.name === name)?.parts ?? []
  return {
    title: /^# (.+)$/m.exec(markdown)?.[1]?.trim() ?? '',
    idea: plain('idea'), lede: plain('lede'), transfer: plain('transfer'), note: plain('note'),
    steps: Object.fromEntries(of('step').map(({ id, body }) => [id, body])),
    asks: Object.fromEntries(of('ask').map(({ id, parts: inside }) => [id, ask(inside)])),
    cards: Object.fromEntries(of('card').map(({ id, parts: rows }) => [id, Object.fromEntries(rows.map(row => [row.name, row.body]))])) as LessonText['cards'],
    goals: Object.fromEntries(of('goal').map(({ id, body, parts: inside }) => [id, goal(body, inside)])),
    solution: Object.fromEntries(parts('solution').map(({ name, body }) => [name, body])),
    recall: plain('recall').split('\n').flatMap(recall),
  }
}

/** Cuts at headings of one level; what stands before the first is the body. */
function cut(text: string, mark: string): { body: string; parts: { name: string; body: string }[] } {
  const [body = '', ...rest] = `\n${text}`.split(`\n${mark}`)
  return {
    body: body.trim(),
    parts: rest.map(part => {
      const end = part.indexOf('\n')
      return end < 0 ? { name: part.trim(), body: '' } : { name: part.slice(0, end).trim(), body: part.slice(end + 1).trim() }
    }),
  }
}

function ask(parts: { name: string; body: string }[]) {
  const options = parts.filter(part => part.name !== 'q').map(part => {
    const [line = '', ...reply] = part.body.split('\n\n')
    return [part.name, { line: line.trim(), reply: reply.join('\n\n').trim() }] as const
  })
  return { q: parts.find(part => part.name === 'q')?.body ?? '', options: Object.fromEntries(options) }
}

function goal(title: string, parts: { name: string; body: string }[]) {
  const reasons = parts.filter(part => part.name.startsWith('not:')).map(part => [part.name.slice(4), part.body] as const)
  const ladder = parts.find(part => part.name === 'hints')?.body ?? ''
  return {
    title, met: parts.find(part => part.name === 'met')?.body ?? '', not: Object.fromEntries(reasons),
    hints: ladder.split(/\n(?=\d+\. )/).filter(Boolean).map(line => hint(line.replace(/^\d+\. /, ''), reasons.map(([id]) => id))),
  }
}

/** `` `reason`: words. `other`: words. `` or words for every reason. */
function hint(line: string, reasons: readonly string[]): Hint {
  const marks = reasons.flatMap(reason => [...line.matchAll(new RegExp(`\`${reason}\`: `, 'g'))].map(match => ({ reason, at: match.index, from: match.index + match[0].length })))
    .sort((a, b) => a.at - b.at)
  if (marks.length === 0) return { forAll: line.trim(), byReason: {} }
  return { forAll: null, byReason: Object.fromEntries(marks.map((mark, index) => [mark.reason, line.slice(mark.from, marks[index + 1]?.at).trim()])) }
}

function recall(line: string): { id: string; question: string; answer: string }[] {
  const match = /^- \*\*([^*]+)\*\* (.+?) — (.+)$/.exec(line)
  return match ? [{ id: match[1]!, question: match[2]!, answer: match[3]! }] : []
}

/** Fills `{name}`s; one that has no value is left as it stands, so that it is seen and found. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>, format: (value: string | number, name: string) => string = String): string =>
  text.replace(/\{([A-Za-z][\w.]*)\}/g, (whole, name: string) => values[name] === undefined ? whole : format(values[name], name))
