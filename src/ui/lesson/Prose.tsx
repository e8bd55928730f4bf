import { Fragment, type KeyboardEvent, type ReactNode } from 'react'
import type { Ring } from '../desk.ts'
import { useDo } from '../hooks.ts'
import { CommandLine } from '../shell/CommandLine.tsx'

/** What a term of a lesson rings on the stage while the pointer or the focus is on it. */
const rings: Readonly<Record<string, Ring>> = {
  isr: { isr: true }, 'in-sync replicas': { isr: true },
  hw: { hw: true }, 'high watermark': { hw: true }, '하이 워터마크': { hw: true },
  log: { log: true },
}
const MARKS = /\[\[([^\]|]+)(?:\|([^\]]+))?\]\]|\[([^\]]+)\]\(see:([\w-]+)\)|\*\*([^*]+)\*\*|\*([^*]+)\*|`([^`]+)`/g

/** A paragraph that is nothing but a command line. */
const COMMAND = /^`((?:kafka-[\w-]+\.sh|kcat|watch|ssh) [^`]+)`$/

/** A lesson's text: paragraphs, terms that light the stage, links that select, code; command lines, to be taken to the terminal. */
export const Prose = ({ text }: { text: string }) => (
  <>{text.split(/\n{2,}/).filter(Boolean).map((paragraph, i) => {
    const command = COMMAND.exec(paragraph)?.[1]
    return command ? <CommandLine key={i} line={command} /> : <p key={i}><Inline text={paragraph.replace(/\n/g, ' ')} /></p>
  })}</>
)

export const Inline = ({ text }: { text: string }) => {
  const parts: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(MARKS)) {
    parts.push(text.slice(from, match.index), <Marked key={match.index} match={match} />)
    from = match.index + match[0].length
  }
  return <>{parts.map((part, i) => <Fragment key={i}>{part}</Fragment>)}{text.slice(from)}</>
}

const Marked = ({ match: [, term, shown, link, see, strong, emphasis, code] }: { match: RegExpMatchArray }) => {
  const door = useDo()
  if (term) return <Term term={term} shown={shown ?? term} />
  if (link) return <See text={link} onSee={() => door.lesson.see(see!)} />
  if (strong) return <strong><Inline text={strong} /></strong>
  if (emphasis) return <em>{emphasis}</em>
  return <code>{code}</code>
}

/** A real button would not break across lines as the words around it do. */
const See = ({ text, onSee }: { text: string; onSee(): void }) => {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onSee()
  }
  return <span className="link" role="button" tabIndex={0} onClick={onSee} onKeyDown={onKeyDown}>{text}</span>
}

const Term = ({ term, shown }: { term: string; shown: string }) => {
  const { ring } = useDo()
  const lights = rings[term.toLowerCase()] ?? rings[shown.toLowerCase()]
  if (!lights) return <span className="term">{shown}</span>
  const [light, dim] = [() => ring(lights), () => ring(null)]
  return <span className="term" tabIndex={0} onMouseEnter={light} onMouseLeave={dim} onFocus={light} onBlur={dim}>{shown}</span>
}
